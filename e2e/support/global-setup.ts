import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FullConfig } from "@playwright/test";
import { z } from "zod";
import { ensureBrowser } from "./find-browser.ts";
import { ensureGateway } from "../../sandbox/install.ts";

function say(line: string): void {
  console.log(line);
}

const versioned = z.object({ gatewayVersion: z.string() });

/** Makes sure of everything that takes its time, so that no test runs into its time limit for it. */
export default async function prepare(config: FullConfig): Promise<void> {
  ensureBrowser(say);
  if (!existsSync(fileURLToPath(new URL("../../dist/index.html", import.meta.url)))) {
    throw new Error("There is no built page. Run `npm run build` first; `npm test` does it all.");
  }
  for (const { use } of config.projects) {
    await ensureGateway(versioned.parse(use).gatewayVersion, { onProgress: say });
  }
}
