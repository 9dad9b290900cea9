import { messageOf } from "../../sandbox/errors.ts";
import { ensureGateway } from "../../sandbox/install.ts";
import { browserVersion, ensureBrowser } from "./find-browser.ts";
import { GATEWAY_VERSIONS } from "./gateway-versions.ts";

/** Sees to everything that takes its time, so that no test runs into its time limit because of it. */
export async function prepare(say: (line: string) => void): Promise<void> {
  const browser = ensureBrowser(say);
  say(`Browser: ${browserVersion(browser)}, from ${browser.source}`);
  for (const version of Object.values(GATEWAY_VERSIONS)) await ensureGateway(version, { onProgress: say });
}

// `npm test` runs this file by itself, to tell a missing gateway from a failed test.
if (import.meta.main) {
  await prepare((line) => console.log(line)).catch((error: unknown) => {
    console.error(messageOf(error));
    process.exitCode = 1;
  });
}
