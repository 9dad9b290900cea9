import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "@playwright/test";
import { z } from "zod";
import { startSite } from "../e2e/support/site.ts";
import { seedDevices } from "../sandbox/seed.ts";
import { ourPage } from "./devices-pages.ts";
import { timeLoad, timeReload, watchList } from "./page-load.ts";
import { formatTable, median } from "./statistics.ts";
import { traceEvent } from "./trace.ts";

/** Where the time of a load goes, from traces of Chromium. Times are ms since the start of the navigation. */

const event = traceEvent.extend({ ts: z.number() });
const trace = z.object({ traceEvents: z.array(z.unknown()) });
type TraceEvent = z.infer<typeof event>;

const CATEGORIES = [
  "devtools.timeline",
  "v8",
  "disabled-by-default-v8.compile",
  "blink.user_timing",
  "toplevel",
];
const REPEATS = 5;
/** The service worker has kept the page by then. */
const NEXT_VISIT_MS = 10_000;
const DEVICES = 20;

/** What a load waits for, in this order. */
const STEPS = [
  "first script",
  "socket opened",
  "challenge here",
  "connect sent",
  "hello here",
  "list asked for",
  "list here",
  "first rows painted",
] as const;
/** What keeps the main thread busy until then. */
const SHARES = ["busy in all", "compiling", "style, layout, paint", "garbage"] as const;
type Line = (typeof STEPS)[number] | (typeof SHARES)[number];
type Samples = Partial<Record<Line, number[]>>;

/** The medians of some loads with nothing in the browser, and of the second visits. */
export interface Timeline {
  readonly cold: Samples;
  readonly warm: Samples;
}

export async function measureTimeline(browser: Browser, version: string): Promise<Timeline> {
  const timeline: Timeline = { cold: {}, warm: {} };
  const site = await startSite({ version });
  try {
    await seedDevices(site.gateway, DEVICES);
    const place = ourPage(site);
    for (let run = 0; run < REPEATS; run += 1) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      await watchList(page, place, DEVICES);
      await traceLoad(browser, page, timeline.cold, () => timeLoad(page, place.firstUrl));
      await sleep(NEXT_VISIT_MS);
      await traceLoad(browser, page, timeline.warm, () => timeReload(page));
      await context.close();
    }
  } finally {
    await site.stop();
  }
  return timeline;
}

async function traceLoad(
  browser: Browser,
  page: Page,
  samples: Samples,
  load: () => Promise<number>,
): Promise<void> {
  await browser.startTracing(page, { categories: CATEGORIES });
  const paintedMs = await load();
  const text = (await browser.stopTracing()).toString();
  for (const [line, ms] of readLoad(text, new URL(page.url()).origin, paintedMs)) {
    (samples[line] ??= []).push(ms);
  }
}

function readLoad(text: string, origin: string, paintedMs: number): ReadonlyMap<Line, number> {
  const all = trace.parse(JSON.parse(text)).traceEvents.flatMap((one) => event.safeParse(one).data ?? []);
  const isOurs = (one: TraceEvent) => JSON.stringify(one.args ?? null).includes(`${origin}/assets/`);
  const first = all.find((one) => one.name === "EvaluateScript" && isOurs(one));
  if (!first) throw new Error("The trace shows no script of the page");
  const { pid, tid } = first;
  const ofPage = all.filter((one) => one.pid === pid).toSorted((a, b) => a.ts - b.ts);
  const start = all.findLast(
    (one) => one.name === "navigationStart" && JSON.stringify(one.args).includes(`"${origin}/`),
  );
  // Some traces do not show when the navigation started, and are of no use.
  if (!start) return new Map();
  const msOf = ({ ts }: TraceEvent) => (ts - start.ts) / 1000;
  const within = ofPage.filter((one) => one.tid === tid && msOf(one) >= 0 && msOf(one) < paintedMs);
  const named = (...names: string[]) => within.filter(({ name }) => names.includes(name));
  const sum = (...names: string[]) => named(...names).reduce((ms, { dur = 0 }) => ms + dur / 1000, 0);
  const received = named("WebSocketReceive").map(msOf);
  const sent = named("WebSocketSend").map(msOf);
  const at = (times: readonly number[], index: number) => times[index] ?? NaN;
  return new Map<Line, number>([
    ["first script", msOf(first)],
    ["socket opened", at(named("WebSocketCreate").map(msOf), 0)],
    ["challenge here", at(received, 0)],
    ["connect sent", at(sent, 0)],
    ["hello here", at(received, 1)],
    ["list asked for", at(sent, 1)],
    ["list here", received.find((ms) => ms > at(sent, 1)) ?? NaN],
    ["first rows painted", paintedMs],
    ["busy in all", sum("ThreadControllerImpl::RunTask")],
    ["compiling", sum("V8.CompileCode")],
    ["style, layout, paint", sum("UpdateLayoutTree", "Layout", "Paint", "PrePaint", "Commit", "Layerize")],
    ["garbage", sum("MinorGC", "MajorGC")],
  ]);
}

/** The figures for people. */
export function describeTimeline({ cold, warm }: Timeline): string {
  const ms = (samples: Samples, line: Line) => median(samples[line] ?? [NaN]).toFixed(0);
  return formatTable([
    ["ms, median of the traced loads", "cold", "second visit"],
    ["loads", String(cold["busy in all"]?.length ?? 0), String(warm["busy in all"]?.length ?? 0)],
    ...[...STEPS, ...SHARES].map((line) => [line, ms(cold, line), ms(warm, line)]),
  ]);
}
