import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "@playwright/test";
import { mainThreadTasksMs, TRACE_CATEGORIES } from "./trace.ts";

/** What kept the page's main thread busy for a while. */
export interface MainThread {
  readonly longestTaskMs: number;
  /** Tasks over 50 ms, as the page's own PerformanceObserver counts them. */
  readonly longTasks: number;
}

/** Longer than anything that a page waits for on purpose after a key was pressed. */
const QUIET_MS = 300;

/** Resolves when the page has nothing to do any more, or after seconds: Chromium may forget about idle pages. */
export async function settle(page: Page): Promise<void> {
  await sleep(QUIET_MS);
  await page.evaluate(() => {
    const idle = (then: () => void) => requestIdleCallback(then, { timeout: 2_000 });
    return new Promise<void>((resolve) => idle(() => idle(resolve)));
  });
}

/**
 * Measures the main thread while `act` runs and until the page has settled. `act` must use raw keys and pointer
 * positions only: Playwright's locators would look for elements on that very thread.
 */
export async function measureMainThread(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<MainThread> {
  const observer = await page.evaluateHandle(() => {
    const longTasks = { count: 0 };
    const watching = new PerformanceObserver((list) => (longTasks.count += list.getEntries().length));
    watching.observe({ type: "longtask" });
    return { longTasks, watching };
  });
  await settle(page);
  await browser.startTracing(page, { categories: [...TRACE_CATEGORIES] });
  await act();
  await settle(page);
  const trace = await browser.stopTracing();
  const longTasks = await observer.evaluate(({ longTasks: found, watching }) => {
    found.count += watching.takeRecords().length;
    watching.disconnect();
    return found.count;
  });
  await observer.dispose();
  return { longestTaskMs: Math.max(...mainThreadTasksMs(trace.toString())), longTasks };
}
