import type { Browser, Page } from "@playwright/test";
import { askToPair } from "../e2e/support/asking-device.ts";
import { pairedTable } from "../e2e/support/panel.ts";
import type { Site } from "../e2e/support/site.ts";

const REQUESTS = 20;

/** Milliseconds from the WebSocket frame that announces a request, by the page's own clock. */
export interface NewRequestTimes {
  /** Until its row is in the document. */
  readonly toRowMs: readonly number[];
  /** Until the frame with that row has been painted. */
  readonly toPaintMs: readonly number[];
}

/** Lets twenty devices ask one after the other, and watches from inside the page. */
export async function measureNewRequests(browser: Browser, site: Site): Promise<NewRequestTimes> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(watchRequests);
  // With patience: pairing this browser makes 2026.9.6 write all devices again.
  await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
  await pairedTable(page).waitFor({ timeout: 120_000 });
  const times: { toRowMs: number; toPaintMs: number }[] = [];
  for (let index = 0; index < REQUESTS; index += 1) {
    const name = `bench-${index}-`;
    await askToPair(site.gateway, { name, remoteIp: `203.0.113.${index + 1}` });
    times.push(await timesOf(page, name));
  }
  await context.close();
  return { toRowMs: times.map(({ toRowMs }) => toRowMs), toPaintMs: times.map(({ toPaintMs }) => toPaintMs) };
}

async function timesOf(page: Page, name: string): Promise<{ toRowMs: number; toPaintMs: number }> {
  const handle = await page.waitForFunction((wanted) => {
    const frameAt = performance.getEntriesByName(`frame:${wanted}`)[0]?.startTime;
    const rowAt = performance.getEntriesByName(`row:${wanted}`)[0]?.startTime;
    const paintAt = performance.getEntriesByName(`paint:${wanted}`)[0]?.startTime;
    if (frameAt === undefined || rowAt === undefined || paintAt === undefined) return null;
    return { toRowMs: rowAt - frameAt, toPaintMs: paintAt - frameAt };
  }, name);
  const times = await handle.jsonValue();
  if (times === null) throw new Error(`No times for ${name}`);
  return times;
}

/** Runs in the page, before its own code: marks the frame, the row, and the paint of each `bench-…` request. */
function watchRequests(): void {
  const nameIn = (text: string) => /bench-\d+-/.exec(text)?.[0];
  const Original = window.WebSocket;
  window.WebSocket = class extends Original {
    constructor(url: string | URL) {
      super(url);
      this.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        if (typeof data !== "string" || !data.includes("device.pair.requested")) return;
        const name = nameIn(data);
        if (name) performance.mark(`frame:${name}`);
      });
    }
  };
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        const name = node instanceof HTMLElement ? nameIn(node.textContent) : undefined;
        if (!name || performance.getEntriesByName(`row:${name}`).length > 0) continue;
        performance.mark(`row:${name}`);
        // A task posted from an animation frame runs after that frame was painted.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener("message", () => performance.mark(`paint:${name}`));
          port1.start();
          port2.postMessage(null);
        });
      }
    }
  }).observe(document, { childList: true, subtree: true });
}
