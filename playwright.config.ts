import { defineConfig } from "@playwright/test";
import { findBrowser, findBrowserWithWindows } from "./e2e/support/find-browser.ts";
import { GATEWAY_VERSIONS } from "./e2e/support/gateway-versions.ts";
import type { GatewayVersion } from "./e2e/support/gateway-test.ts";

const browser = findBrowser();
const isRoot = process.getuid?.() === 0;

/**
 * What a version does not do is not skipped but left out, by tags; a skipped test is one that could not run. Tests of
 * what does not depend on the gateway at all run with the new one only.
 */
const NEW_ONLY = /@new-only/;
const OLD_ONLY = /@old-only/;
const NOT_OLD = /@not-old/;
/** Minutes of faults and mutated frames: `npm run reliability`. `npm test` has a short turn of each. */
const LONG = /@long(?!-)/;
/** Long with the old gateway only; `npm test` has it with the new one. */
const LONG_WITH_OLD = /@long-old/;
/** Long with the new gateway only, which takes up to 20 s of a processor to start. */
const LONG_WITH_NEW = /@long-new/;
const isLong = process.env["GATEHOUSE_LONG"] !== undefined;
/** What the headless shell does not have: notifications, and keeping compiled code. */
const WINDOW = /@window/;
const leftOut = [WINDOW, ...(isLong ? [] : [LONG])];
const withWindows = findBrowserWithWindows();

const ARGS = [
  // Chromium refuses to run as root with its sandbox on; containers are often root.
  ...(isRoot ? ["--no-sandbox"] : []),
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

export default defineConfig<object, GatewayVersion>({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  // A suite of its own: npm run browsers.
  testIgnore: "browsers/**",
  globalSetup: "./e2e/support/global-setup.ts",
  fullyParallel: true,
  forbidOnly: Boolean(process.env["CI"]),
  // Three gateways and three browsers: with two, two cores are idle for half of the time.
  workers: 3,
  // Real programs on a busy machine: one late answer of hundreds is no fault of the page. `npm test` names each such test.
  retries: 1,
  // The longest ones without a limit of their own take 25 s, and three times as long on slow machines.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 900 },
    // Each test is a first visit, which keeping the page's files would only slow down. offline.spec.ts allows it.
    serviceWorkers: "block",
    screenshot: "only-on-failure",
    trace: process.env["GATEHOUSE_TRACE"] ? "retain-on-failure" : "off",
    launchOptions: {
      ...(browser && { executablePath: browser.executablePath }),
      args: ARGS,
    },
  },
  // The few tests of the first two start one gateway each, while the others begin.
  projects: [
    {
      name: "window",
      workers: 1,
      use: {
        gatewayVersion: GATEWAY_VERSIONS.new,
        launchOptions: { ...(withWindows && { executablePath: withWindows.executablePath }), args: ARGS },
      },
      testMatch: ["attention.spec.ts", "offline.spec.ts"],
      grep: WINDOW,
    },
    {
      name: "between",
      workers: 1,
      use: { gatewayVersion: GATEWAY_VERSIONS.between },
      testMatch: "approve.spec.ts",
      grepInvert: [NEW_ONLY, OLD_ONLY, ...leftOut],
    },
    {
      name: "new",
      use: { gatewayVersion: GATEWAY_VERSIONS.new },
      ...(isLong && { grep: [LONG, LONG_WITH_NEW] }),
      grepInvert: [OLD_ONLY, ...leftOut, ...(isLong ? [] : [LONG_WITH_NEW])],
    },
    {
      name: "old",
      use: { gatewayVersion: GATEWAY_VERSIONS.old },
      ...(isLong && { grep: [LONG, LONG_WITH_OLD] }),
      grepInvert: [NEW_ONLY, NOT_OLD, ...leftOut, ...(isLong ? [] : [LONG_WITH_OLD])],
    },
  ],
});
