import type { Browser, BrowserContext, Page } from "@playwright/test";
import { heapSize } from "../e2e/support/heap.ts";
import { connectionStatus, pairedTable } from "../e2e/support/panel.ts";
import type { Site } from "../e2e/support/site.ts";
import { startGateway, type RunningGateway } from "../sandbox/gateway.ts";
import { ourPage } from "./devices-pages.ts";
import type { Figure } from "./figures.ts";
import { settle } from "./main-thread.ts";
import { timeLoad, watchList } from "./page-load.ts";
import { readMark } from "./page-probe.ts";

/** How many gateways the page is connected to, with the one that it shows. */
const GATEWAYS = 5;

/** A page that is connected to five gateways, beside one that is connected to one of them. */
export async function measureSeveralGateways(
  browser: Browser,
  site: Site,
  devices: number,
  repeats: number,
): Promise<readonly Figure[]> {
  const others: RunningGateway[] = [];
  const contexts: BrowserContext[] = [];
  const open = async (gateways: readonly RunningGateway[]): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    contexts.push(context);
    const page = await context.newPage();
    await signInToAll(page, site, gateways);
    // What is measured is in a page that has loaded nothing yet.
    await page.close();
    const measured = await context.newPage();
    await watchList(measured, ourPage(site), devices);
    await measured.addInitScript(markConnected, gateways.length + 1);
    return measured;
  };
  try {
    while (others.length < GATEWAYS - 1)
      others.push(await startGateway({ version: site.gateway.version, allowedOrigins: [site.origin] }));
    const one: Visited = { page: await open([]), listMs: [], connectedMs: [], heapMB: [] };
    const five: Visited = { page: await open(others), listMs: [], connectedMs: [], heapMB: [] };
    for (let run = 0; run < repeats; run += 1) {
      await visit(one, site);
      await visit(five, site);
    }
    const figure = (
      name: string,
      unit: Figure["unit"],
      samples: "listMs" | "connectedMs" | "heapMB",
    ): Figure => ({
      name,
      devices,
      unit,
      samples: five[samples],
      other: { name: "one", samples: one[samples] },
    });
    return [
      figure("connected to five gateways: warm load", "ms", "listMs"),
      figure("… #/gateways until all are connected", "ms", "connectedMs"),
      figure("… heap of #/gateways", "MB", "heapMB"),
    ];
  } finally {
    for (const context of contexts) await context.close();
    for (const gateway of others) await gateway.stop();
  }
}

/** A page, and what was measured of it in each run. */
interface Visited {
  readonly page: Page;
  readonly listMs: number[];
  readonly connectedMs: number[];
  readonly heapMB: number[];
}

async function visit({ page, listMs, connectedMs, heapMB }: Visited, site: Site): Promise<void> {
  listMs.push(await timeLoad(page, site.pageUrl));
  await page.goto("about:blank");
  await page.goto(`${site.pageUrl}#/gateways`, { waitUntil: "commit" });
  connectedMs.push(await readMark(page, "connected"));
  await settle(page);
  heapMB.push((await heapSize(page)) / 1e6);
}

async function signInToAll(page: Page, site: Site, gateways: readonly RunningGateway[]): Promise<void> {
  for (const { url, token } of gateways) {
    await page.goto(`${site.pageUrl}?gatewayUrl=${encodeURIComponent(url)}#token=${token}`);
    await page.getByRole("button", { name: "Use this gateway" }).click();
    await pairedTable(page).waitFor();
    await connectionStatus(page).getByText("Connected").waitFor();
    await page.goto("about:blank");
  }
  // The last one is the one that is shown from then on.
  await page.goto(ourPage(site).firstUrl);
  await pairedTable(page).waitFor();
}

/** Runs in the page. */
function markConnected(count: number): void {
  const countOf = () =>
    document.querySelector("table[aria-label=Gateways]")?.textContent.match(/Connected/g)?.length ?? 0;
  void window.bench.painted(() => countOf() >= count).then((atMs) => window.bench.mark("connected", atMs));
}
