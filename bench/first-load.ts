import type { Browser } from "@playwright/test";
import { signIn } from "../e2e/support/panel.ts";
import type { Site } from "../e2e/support/site.ts";

/** What a first visit moves over the wire, headers and compression included. */
export interface FirstLoad {
  readonly bytes: number;
  readonly requests: number;
  /** Address and bytes of each answer, the largest first. */
  readonly parts: readonly (readonly [address: string, bytes: number])[];
}

/** Loads the devices page with an empty cache, signed in. */
export async function measureFirstLoad(browser: Browser, site: Site): Promise<FirstLoad> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const addresses = new Map<string, string>();
  const parts: [string, number][] = [];
  await devtools.send("Network.enable");
  devtools.on("Network.requestWillBeSent", ({ requestId, request }) => addresses.set(requestId, request.url));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
    parts.push([new URL(addresses.get(requestId) ?? "about:blank").pathname, encodedDataLength]),
  );
  await signIn(page, site);
  await page.getByRole("table", { name: "Paired devices" }).waitFor();
  await page.waitForLoadState("networkidle");
  await context.close();
  parts.sort(([, a], [, b]) => b - a);
  return { bytes: parts.reduce((sum, [, bytes]) => sum + bytes, 0), requests: parts.length, parts };
}
