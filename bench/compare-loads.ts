import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "@playwright/test";
import { openAdmin } from "../sandbox/admin.ts";
import type { RunningGateway } from "../sandbox/gateway.ts";
import { parseGatewayList } from "../e2e/support/second-client.ts";
import type { Site } from "../e2e/support/site.ts";
import { ourPage, stockPage, type DevicesPage } from "./devices-pages.ts";
import { installFloor, timeFloor } from "./floor.ts";
import { idsInDocument, timeLoad, timeReload, watchList } from "./page-load.ts";
import { holdIdle, recordTransfers, sumBytes } from "./transfers.ts";

/** The times of one way to see the devices, in ms, a run each. */
interface LoadTimes {
  /** With nothing in the browser: no cache, no key, and so with pairing. */
  readonly coldMs: number[];
  /** The second visit in the same tab. */
  readonly warmMs: number[];
}

/** Side by side: each run measures all of them, one after the other. */
export interface Loads {
  readonly ours: LoadTimes;
  /** The built page of an earlier commit, where one was named. */
  readonly before: LoadTimes | null;
  readonly stock: LoadTimes;
  readonly floor: LoadTimes;
  readonly commandMs: number[];
}

const VIEWPORT = { width: 1280, height: 900 };
/** Between the first visit and the second: what a page does for later is done by then. */
const NEXT_VISIT_MS = 10_000;
/** For what the page before has left the gateway to do. */
const REST_MS = 500;

/**
 * Loads both pages and the floor, cold and warm, and lists by the command line, `repeats` times in turn.
 * @param devices how many were seeded, and so are waited for. How many are listed in all is no measure: with 2026.9.6, browsers
 *   that had paired themselves were missing from a later list, though nobody had removed them.
 */
export async function measureLoads(
  browser: Browser,
  site: Site,
  devices: number,
  { repeats, before }: { readonly repeats: number; readonly before: DevicesPage | null },
  say: (line: string) => void,
): Promise<Loads> {
  const { gateway } = site;
  const none = (): LoadTimes => ({ coldMs: [], warmMs: [] });
  const loads = {
    ours: none(),
    before: before && none(),
    stock: none(),
    floor: none(),
    commandMs: [] as number[],
  };
  const ours = ourPage(site);
  const stock = stockPage(gateway);
  // The command line pairs itself the first time.
  await listByCommand(gateway);
  for (let run = 0; run < repeats; run += 1) {
    const known = new Set(await listIds(gateway));
    const built = [{ times: loads.ours, place: ours }];
    if (before && loads.before) built.push({ times: loads.before, place: before });
    // Whichever comes first in a run finds the gateway less rested.
    if (run % 2 === 1) built.reverse();
    for (const { times, place } of built)
      await visitTwice(browser, times, (page) => openOurs(page, place, devices));
    await visitTwice(browser, loads.stock, (page) => openStock(page, stock, gateway, { devices, known }));
    await visitTwice(browser, loads.floor, async (page) => {
      await installFloor(page, site, devices);
      return { first: () => timeFloor(page, site), next: () => timeReload(page, "floor") };
    });
    loads.commandMs.push(await listByCommand(gateway));
    await removeOthers(gateway, known);
    say(
      `run ${run + 1} of ${repeats}, cold and warm: ours ${last(loads.ours)}, stock ${last(loads.stock)}, ` +
        `floor ${last(loads.floor)}${loads.before ? `, before ${last(loads.before)}` : ""}; command ${loads.commandMs.at(-1)?.toFixed(0)} ms`,
    );
  }
  return loads;
}

interface Visits {
  readonly first: () => Promise<number>;
  readonly next: () => Promise<number>;
}

async function openOurs(page: Page, ours: DevicesPage, devices: number): Promise<Visits> {
  await watchList(page, ours, devices);
  return { first: () => timeLoad(page, ours.firstUrl), next: () => timeReload(page) };
}

async function openStock(
  page: Page,
  stock: DevicesPage,
  gateway: RunningGateway,
  { devices, known }: { readonly devices: number; readonly known: ReadonlySet<string> },
): Promise<Visits> {
  await watchList(page, stock, devices);
  const timeChecked = async (load: Promise<number>) => {
    const loadMs = await load;
    // Its classes are nobody's promise: what was waited for must really be all devices.
    const shown = await idsInDocument(page);
    const missing = (await listIds(gateway)).filter((id) => known.has(id) && !shown.has(id));
    if (missing.length > 0) throw new Error(`The stock page does not list ${missing.join(", ")}`);
    return loadMs;
  };
  return {
    first: () => timeChecked(timeLoad(page, stock.firstUrl)),
    next: () => timeChecked(timeReload(page)),
  };
}

async function visitTwice(
  browser: Browser,
  { coldMs, warmMs }: LoadTimes,
  open: (page: Page) => Promise<Visits>,
): Promise<void> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    const { first, next } = await open(await context.newPage());
    coldMs.push(await first());
    await sleep(NEXT_VISIT_MS);
    warmMs.push(await next());
  } finally {
    await context.close();
  }
  await sleep(REST_MS);
}

/** Bytes of a cold load, until the network has been idle for half a second; see `recordTransfers` and `holdIdle`. */
export async function measureBytes(
  browser: Browser,
  site: Site,
  before: DevicesPage | null,
): Promise<{ readonly ours: number; readonly before: number | null; readonly stock: number }> {
  const count = async (devicesPage: DevicesPage) => {
    const context = await browser.newContext({ viewport: VIEWPORT });
    try {
      const page = await context.newPage();
      const transfers = await recordTransfers(page);
      await holdIdle(page);
      await watchList(page, devicesPage, 1);
      await timeLoad(page, devicesPage.firstUrl);
      await page.waitForLoadState("networkidle");
      return sumBytes(transfers());
    } finally {
      await context.close();
    }
  };
  return {
    ours: await count(ourPage(site)),
    before: before && (await count(before)),
    stock: await count(stockPage(site.gateway)),
  };
}

/** `openclaw devices list`, the whole process. @returns ms */
async function listByCommand(gateway: RunningGateway): Promise<number> {
  const startedMs = performance.now();
  const { code, stderr } = await gateway.cli(["devices", "list"]);
  if (code !== 0) throw new Error(`openclaw devices list failed: ${stderr}`);
  return performance.now() - startedMs;
}

async function listIds(gateway: RunningGateway): Promise<readonly string[]> {
  const admin = await openAdmin(gateway);
  try {
    const { paired } = parseGatewayList(JSON.stringify(await admin.request("device.pair.list")));
    return paired.map(({ deviceId }) => deviceId);
  } finally {
    await admin.disconnect();
  }
}

/** Removes the browsers that have come: every run finds the same devices. */
async function removeOthers(gateway: RunningGateway, known: ReadonlySet<string>): Promise<void> {
  const others = (await listIds(gateway)).filter((deviceId) => !known.has(deviceId));
  const admin = await openAdmin(gateway);
  try {
    for (const deviceId of others) await admin.request("device.pair.remove", { deviceId });
  } finally {
    await admin.disconnect();
  }
}

function last({ coldMs, warmMs }: LoadTimes): string {
  return `${coldMs.at(-1)?.toFixed(0)} and ${warmMs.at(-1)?.toFixed(0)}`;
}
