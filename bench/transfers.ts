import type { Page } from "@playwright/test";

/** One answer: its address without the origin, and its bytes on the wire, headers and compression included. */
export type Transfer = readonly [address: string, bytes: number];

/**
 * Counts what the page loads from now on. WebSocket frames are not counted, nor what a service worker loads for
 * itself.
 * @returns the answers so far, the largest first
 */
export async function recordTransfers(page: Page): Promise<() => readonly Transfer[]> {
  const devtools = await page.context().newCDPSession(page);
  const addresses = new Map<string, string>();
  const transfers: Transfer[] = [];
  devtools.on("Network.requestWillBeSent", ({ requestId, request }) => addresses.set(requestId, request.url));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
    transfers.push([new URL(addresses.get(requestId) ?? "about:blank").pathname, encodedDataLength]),
  );
  await devtools.send("Network.enable");
  return () => transfers.toSorted(([, a], [, b]) => b - a);
}

/**
 * Keeps a page that has loaded nothing yet from ever thinking that the browser is idle: what it loads only then, for
 * later, is no part of what a screen needs.
 */
export async function holdIdle(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
}

/** The bytes of all of them. */
export function sumBytes(transfers: readonly Transfer[]): number {
  return transfers.reduce((sum, [, bytes]) => sum + bytes, 0);
}
