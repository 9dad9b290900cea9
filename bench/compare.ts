import type { Browser, Page } from "@playwright/test";
import { compiledCode, heapSize, heapSnapshot } from "../e2e/support/heap.ts";
import { servePage, startSite, type Site } from "../e2e/support/site.ts";
import { SecondClient } from "../e2e/support/second-client.ts";
import { seedDevices } from "../sandbox/seed.ts";
import { measureApprovals } from "./approvals.ts";
import { measureBytes, measureLoads, type Loads } from "./compare-loads.ts";
import { onDevicesPage, ourPage, type DevicesPage } from "./devices-pages.ts";
import { describeFigures, judge, type Figure, type JudgedFigure } from "./figures.ts";
import { loadAverage } from "./machine.ts";
import { measureMainThread, settle } from "./main-thread.ts";
import { EVENTS_OF_AN_HOUR, makeTraffic } from "./memory.ts";
import { measureNewRequests } from "./new-request.ts";
import { measureSeveralGateways } from "./several-gateways.ts";
import { measureTyping, typeSlowly } from "./typing.ts";

/** How often each is measured, and how long the hour is. */
export interface Effort {
  readonly repeats: number;
  readonly events: number;
}

/** What figures are worth something with. */
export const FULL: Effort = { repeats: 7, events: EVENTS_OF_AN_HOUR };
/** To see whether it works. */
export const QUICK: Effort = { repeats: 2, events: 60 };

/** What each gateway is filled with, step by step. 2026.9.6 fails by itself above 1,489. */
const SIZES: Readonly<Record<string, readonly number[]>> = {
  "2026.9.6": [20, 1_000],
  "2026.3.13": [20, 1_000, 10_000],
};
/** How many times faster than the stock page, cold and warm; null: no bar. */
const LOAD_BARS: Readonly<Record<string, readonly [cold: number, warm: number]>> = {
  "2026.9.6 20": [4, 5],
  "2026.3.13 20": [1.2, 1.2],
  "2026.3.13 10000": [5, 6],
};
/**
 * How many times the floor, cold and warm. With 1,000 devices on 2026.9.6 most of a load is the gateway's: there the bar is
 * 0.85 of the floor's own ratio to the stock page.
 */
const FLOOR_BARS: Readonly<Record<string, readonly [cold: number | null, warm: number]>> = {
  "2026.9.6 20": [null, 1.8],
  "2026.3.13 20": [null, 1.8],
  "2026.9.6 1000": [1.18, 1.18],
};
const APPROVALS = 20;
const SMALL = 20;
const MEDIUM = 1_000;
const LARGE = 10_000;

/** What the comparison found on one gateway. */
export interface Comparison {
  readonly effort: Effort;
  readonly figures: readonly JudgedFigure[];
  /** Of the machine, before and after; above the number of cores, times say little. */
  readonly loadAverage: readonly [before: number, after: number];
}

/**
 * Holds the built page against the stock page of a gateway of its own, the floor, and the command line.
 * @param beforeDir the built page of an earlier commit, to be compared as well
 */
export async function compare(
  browser: Browser,
  version: string,
  effort: Effort,
  beforeDir: string | undefined,
): Promise<Comparison> {
  const loadBefore = loadAverage();
  const earlier = beforeDir === undefined ? null : await servePage(beforeDir);
  const site = await startSite({ version, moreOrigins: earlier?.origins ?? [] });
  earlier?.setGateway(site.gateway.url);
  const before = earlier && ourPage({ ...site, pageUrl: `${earlier.url}/` });
  const figures: Figure[] = [];
  const say = (line: string) => console.error(`    ${line}`);
  try {
    let seeded = 0;
    for (const devices of SIZES[version] ?? []) {
      say(`${devices} devices`);
      await seedDevices(site.gateway, devices - seeded, { seed: devices });
      seeded = devices;
      // Long tables need code that short ones do without.
      if (devices <= MEDIUM) figures.push(...(await compareBytes(browser, site, before, devices)));
      const loads = await measureLoads(browser, site, devices, { repeats: effort.repeats, before }, say);
      figures.push(...loadFigures(version, devices, loads));
      if (devices === SMALL) {
        say("five gateways");
        figures.push(...(await measureSeveralGateways(browser, site, devices, effort.repeats)));
      }
      if (devices === MEDIUM) figures.push(...(await measureRequests(browser, site, say)));
      if (devices === LARGE) figures.push(...(await measureLarge(browser, site, effort, say)));
      // An hour of work must not be lost to what fails after it.
      console.error(describeFigures(figures.filter((figure) => figure.devices === devices).map(judge)));
    }
  } finally {
    await site.stop();
    await earlier?.close();
  }
  return { effort, figures: figures.map(judge), loadAverage: [loadBefore, loadAverage()] };
}

async function compareBytes(
  browser: Browser,
  site: Site,
  before: DevicesPage | null,
  devices: number,
): Promise<readonly Figure[]> {
  const bytes = await measureBytes(browser, site, before);
  const figure = {
    name: "bytes of a cold load, without WebSocket frames",
    devices,
    unit: "kB",
    samples: [bytes.ours / 1_000],
  } as const;
  return [
    {
      ...figure,
      other: { name: "stock", samples: [bytes.stock / 1_000] },
      ...(devices === SMALL && { bar: { kind: "at-most", value: 130 } }),
    },
    ...(bytes.before === null
      ? []
      : [{ ...figure, other: { name: "before", samples: [bytes.before / 1_000] } }]),
  ];
}

function loadFigures(version: string, devices: number, loads: Loads): readonly Figure[] {
  const { ours, before, stock, floor, commandMs } = loads;
  const [coldTimes = null, warmTimes = null] = LOAD_BARS[`${version} ${devices}`] ?? [];
  const [coldOfFloor = null, warmOfFloor = null] = FLOOR_BARS[`${version} ${devices}`] ?? [];
  const figure = (name: string, samples: readonly number[], other: Figure["other"]): Figure => ({
    name,
    devices,
    unit: "ms",
    samples,
    ...(other && { other }),
  });
  const faster = (times: number | null): Pick<Figure, "bar"> =>
    times === null ? {} : { bar: { kind: "times-less", times } };
  const nearFloor = (times: number | null): Pick<Figure, "bar"> =>
    times === null ? {} : { bar: { kind: "times-at-most", times } };
  return [
    { ...figure("cold load", ours.coldMs, { name: "stock", samples: stock.coldMs }), ...faster(coldTimes) },
    { ...figure("warm load", ours.warmMs, { name: "stock", samples: stock.warmMs }), ...faster(warmTimes) },
    {
      ...figure("cold load", ours.coldMs, { name: "floor", samples: floor.coldMs }),
      ...nearFloor(coldOfFloor),
    },
    {
      ...figure("warm load", ours.warmMs, { name: "floor", samples: floor.warmMs }),
      ...nearFloor(warmOfFloor),
    },
    figure("cold load", ours.coldMs, { name: "openclaw devices list", samples: commandMs }),
    ...(before === null
      ? []
      : [
          figure("cold load", ours.coldMs, { name: "before", samples: before.coldMs }),
          figure("warm load", ours.warmMs, { name: "before", samples: before.warmMs }),
        ]),
  ];
}

/** What happens with requests, on a page that lists 1,000 devices. */
async function measureRequests(
  browser: Browser,
  site: Site,
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  say("new requests");
  const { toPaintMs } = await measureNewRequests(browser, site);
  await rejectAll(site);
  say("approvals");
  const approvals = await onDevicesPage(browser, site, (page) =>
    measureApprovals(page, site.gateway, APPROVALS),
  );
  const own = approvals.map(({ totalMs, gatewayMs }) => totalMs - gatewayMs);
  const shared = { devices: MEDIUM, unit: "ms" } as const;
  const atMost = (value: number) => ({ bar: { kind: "at-most", value } }) as const;
  return [
    { ...shared, name: "new request: frame to paint", samples: toPaintMs, ...atMost(50) },
    { ...shared, name: "Approve: click to painted result, our share", samples: own, ...atMost(30) },
    { ...shared, name: "… the worst of them", samples: [Math.max(...own)], ...atMost(60) },
    {
      ...shared,
      name: "… the gateway's share",
      samples: approvals.map(({ gatewayMs }) => gatewayMs),
    },
  ];
}

/** What a list of 10,000 does to the page. */
function measureLarge(
  browser: Browser,
  site: Site,
  { repeats, events }: Effort,
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  return onDevicesPage(browser, site, async (page) => {
    await settle(page);
    const heap = await measureHeap(page);
    const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
    say(`traffic: ${events} events`);
    await makeTraffic(site.gateway, events, (seen) => say(`${seen} events`));
    await settle(page);
    const heapLater = await measureHeap(page);
    say("typing");
    const { keyMs, foundMs } = await measureTyping(page, repeats);
    const tasks: number[] = [];
    for (let run = 0; run < repeats; run += 1)
      tasks.push((await measureMainThread(browser, page, () => typeSlowly(page))).longestTaskMs);
    const shared = { devices: LARGE, unit: "ms" } as const;
    return [
      { ...shared, name: "search: key to paint", samples: keyMs, bar: { kind: "at-most", value: 50 } },
      {
        ...shared,
        name: "search: longest task while typing",
        samples: tasks,
        bar: { kind: "at-most", value: 100 },
      },
      { ...shared, name: "search: last key to the painted finds, 150 ms of rest included", samples: foundMs },
      {
        name: "heap after load",
        devices: LARGE,
        unit: "MB",
        samples: [heap.bytes / 1e6],
        bar: { kind: "at-most", value: 60 },
      },
      {
        name: `heap's growth over ${events} events, an hour at one a second, as fast as they go`,
        devices: LARGE,
        unit: "%",
        samples: [(heapLater.bytes / heap.bytes - 1) * 100],
      },
      {
        name: "… apart from code that the engine compiled",
        devices: LARGE,
        unit: "%",
        samples: [((heapLater.bytes - heapLater.codeBytes) / (heap.bytes - heap.codeBytes) - 1) * 100],
        bar: { kind: "at-most", value: 5 },
      },
      {
        name: "DOM nodes",
        devices: LARGE,
        unit: "",
        samples: [nodes],
        bar: { kind: "at-most", value: 5_000 },
      },
    ];
  });
}

async function measureHeap(page: Page): Promise<{ readonly bytes: number; readonly codeBytes: number }> {
  return { bytes: await heapSize(page), codeBytes: compiledCode(await heapSnapshot(page)) };
}

async function rejectAll({ gateway }: Site): Promise<void> {
  const client = new SecondClient(gateway);
  for (const { requestId } of (await client.list()).pending) await client.reject(requestId);
  await client.disconnect();
}

/** The figures for people. */
export function describeComparison({ effort, figures, loadAverage: load }: Comparison): string {
  const lines = describeFigures(figures).split("\n");
  return [
    ...(effort === QUICK ? ["A quick run, to see whether it works: the figures mean nothing."] : []),
    `load average ${load.map((value) => value.toFixed(1)).join(" to ")}`,
    ...lines,
  ]
    .map((line) => `  ${line}`)
    .join("\n");
}
