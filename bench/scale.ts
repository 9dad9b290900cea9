import type { Browser, Page } from "@playwright/test";
import { pairedTable } from "../e2e/support/panel.ts";
import type { Site } from "../e2e/support/site.ts";
import { loadAverage } from "./machine.ts";
import { measureMainThread, type MainThread } from "./main-thread.ts";
import { findActions, type Action } from "./scale-actions.ts";
import { formatTable, median } from "./statistics.ts";

/** So many devices, and how long a task may take with them. */
export interface Scale {
  readonly devices: number;
  readonly barMs: number;
}

/** What each gateway can carry; 2026.9.6 fails by itself above 1,489. */
export const SCALES: Readonly<Record<string, Scale>> = {
  "2026.9.6": { devices: 1_000, barMs: 50 },
  "2026.3.13": { devices: 10_000, barMs: 100 },
};

export interface ActionFigures {
  readonly action: string;
  /** null where no bar holds. */
  readonly barMs: number | null;
  readonly runs: readonly MainThread[];
  /** What did not work in some run. */
  readonly problems: readonly string[];
  /** Elements in the document afterwards. */
  readonly domNodes: number;
}

/** What a long list does to the page. */
export interface ScaleFigures extends Scale {
  /** From the start of the navigation to the first row, by the page's clock. */
  readonly loadMs: readonly number[];
  readonly domNodes: number;
  /** JavaScript's heap after the load and a collection. */
  readonly heapBytes: number;
  readonly actions: readonly ActionFigures[];
  /** What should have been measured and was not there. */
  readonly missing: readonly string[];
  /** Of the machine, before and after. */
  readonly loadAverage: readonly [before: number, after: number];
}

const REPEATS = 5;
const TIMEOUT_MS = 180_000;

/** Does with the built page what a person would, five times after a rehearsal. The gateway has so many devices already. */
export async function measureScale(browser: Browser, site: Site, scale: Scale): Promise<ScaleFigures> {
  const before = loadAverage();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(TIMEOUT_MS);
  try {
    const page = await context.newPage();
    // With the patience of this context: pairing this browser makes 2026.9.6 write all devices again.
    await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
    await pairedTable(page).waitFor();
    const loadMs: number[] = [];
    for (let load = 0; load < REPEATS; load += 1) loadMs.push(await timeLoad(page));
    const devtools = await context.newCDPSession(page);
    await devtools.send("HeapProfiler.collectGarbage");
    const { usedSize: heapBytes } = await devtools.send("Runtime.getHeapUsage");
    const domNodes = await countNodes(page);
    const { actions, missing } = await findActions(page);
    const figures = await measureActions(browser, page, actions, scale.barMs);
    return {
      ...scale,
      loadMs,
      domNodes,
      heapBytes,
      actions: figures,
      missing,
      loadAverage: [before, loadAverage()],
    };
  } finally {
    await context.close();
  }
}

/** Loads the page again, signed in as before. @returns ms */
async function timeLoad(page: Page): Promise<number> {
  await page.reload();
  const firstRow = await page.waitForFunction(() =>
    document.querySelector("tbody tr, [role=rowgroup] [role=row]") === null ? null : performance.now(),
  );
  await pairedTable(page).waitFor();
  return (await firstRow.jsonValue()) ?? NaN;
}

/** Measures each action, and says at once what came of it. */
export async function measureActions(
  browser: Browser,
  page: Page,
  actions: readonly Action[],
  barMs: number,
): Promise<readonly ActionFigures[]> {
  const figures: ActionFigures[] = [];
  for (const action of actions) {
    const measured = await measureAction(browser, page, action, action.isBarred ? barMs : null);
    figures.push(measured);
    // It takes minutes: whoever waits sees how far it is.
    console.error(`    ${action.name}: ${measured.runs.map((run) => longest(run).toFixed(0)).join(", ")} ms`);
  }
  return figures;
}

async function measureAction(
  browser: Browser,
  page: Page,
  action: Action,
  barMs: number | null,
): Promise<ActionFigures> {
  await action.prepare();
  await action.act();
  const runs: MainThread[] = [];
  const problems: string[] = [];
  for (let run = 0; run < REPEATS; run += 1) {
    await action.prepare();
    runs.push(await measureMainThread(browser, page, action.act));
    const problem = await action.findProblem?.();
    if (problem) problems.push(problem);
  }
  return { action: action.name, barMs, runs, problems, domNodes: await countNodes(page) };
}

function countNodes(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll("*").length);
}

/** What keeps the page from being fast: bars missed by the median of their runs, failures, and what is missing. */
export function findFaults({
  actions,
  missing,
}: Pick<ScaleFigures, "actions" | "missing">): readonly string[] {
  return [
    ...missing.map((what) => `not there, and so not measured: ${what}`),
    ...actions.flatMap(({ action, problems }) => problems.map((problem) => `${action}: ${problem}`)),
    ...actions
      .filter((figures) => isMissed(figures))
      .map(({ action, barMs }) => `${action}: a task over ${barMs} ms`),
  ];
}

function isMissed({ barMs, runs }: ActionFigures): boolean {
  return barMs !== null && median(runs.map(longest)) > barMs;
}

function longest({ longestTaskMs }: MainThread): number {
  return longestTaskMs;
}

/** One line for each action. */
export function describeActions(actions: readonly ActionFigures[]): readonly string[] {
  const rows = actions.map((figures) => [
    figures.action,
    median(figures.runs.map(longest)).toFixed(1),
    Math.max(...figures.runs.map(longest)).toFixed(1),
    String(median(figures.runs.map(({ longTasks }) => longTasks))),
    String(figures.domNodes),
    figures.barMs === null ? "–" : isMissed(figures) ? "MISSED" : "ok",
  ]);
  const table = formatTable([["longest task, ms", "median", "worst", "over 50 ms", "nodes", "bar"], ...rows]);
  return table.split("\n");
}

/** The figures for people. */
export function describeScale(all: ScaleFigures): string {
  const { devices, barMs, loadMs, domNodes, heapBytes, actions, loadAverage: load } = all;
  return [
    `${devices} devices: first row after ${median(loadMs).toFixed(0)} ms, ${domNodes} nodes, heap ${(heapBytes / 1e6).toFixed(1)} MB`,
    `bar: no task over ${barMs} ms; load average ${load.map((value) => value.toFixed(1)).join(" to ")}`,
    ...describeActions(actions),
    ...findFaults(all).map((fault) => `FAULT  ${fault}`),
  ]
    .map((line) => `  ${line}`)
    .join("\n");
}
