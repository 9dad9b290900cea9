import { defineConfig } from "@playwright/test";
import { GATEWAY_VERSIONS } from "../support/gateway-versions.ts";
import type { GatewayVersion } from "../support/gateway-test.ts";

/** `npm run browsers`: what matters most, in the browsers that Playwright does not drive here (decision 0025). */
export default defineConfig<object, GatewayVersion>({
  testDir: ".",
  testMatch: "*.spec.ts",
  globalSetup: "./global-setup.ts",
  outputDir: "../../test-results/browsers",
  forbidOnly: Boolean(process.env["CI"]),
  // One gateway for all of them.
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  // The old one hands out the tokens that it makes, so that one can be copied.
  projects: [{ name: "browsers", use: { gatewayVersion: GATEWAY_VERSIONS.old } }],
});
