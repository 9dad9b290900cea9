import { chromium, type Browser } from "@playwright/test";
import { ensureBrowser } from "../e2e/support/find-browser.ts";
import { startSite } from "../e2e/support/site.ts";
import { measureFirstLoad } from "./first-load.ts";
import { measureNewRequests } from "./new-request.ts";

/** `npm run bench`: figures about the built page, each against real gateways. Prints a table. */
const VERSIONS = ["2026.9.6", "2026.3.13"] as const;
const CHROMIUM_ARGS = [
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

async function measure(browser: Browser, version: string): Promise<void> {
  const site = await startSite({ version });
  try {
    const load = await measureFirstLoad(browser, site);
    const request = await measureNewRequests(browser, site);
    console.log(`\nGateway ${version}`);
    console.log(
      `  first load of the devices page   ${(load.bytes / 1000).toFixed(1)} kB in ${load.requests} requests`,
    );
    for (const [address, bytes] of load.parts)
      console.log(`    ${(bytes / 1000).toFixed(1).padStart(7)} kB  ${address}`);
    console.log(`  new request, frame to row        ${describe(request.toRowMs)}`);
    console.log(`  new request, frame to paint      ${describe(request.toPaintMs)}`);
  } finally {
    await site.stop();
  }
}

function describe(valuesMs: readonly number[]): string {
  const sorted = valuesMs.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? NaN).toFixed(1);
  return `median ${at(0.5)} ms, best ${at(0)}, worst ${at(1)} (${sorted.length} requests)`;
}

const { executablePath } = ensureBrowser(console.log);
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
try {
  for (const version of VERSIONS) await measure(browser, version);
} finally {
  await browser.close();
}
