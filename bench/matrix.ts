import type { Browser, Locator, Page } from "@playwright/test";
import { pairedTable } from "../e2e/support/panel.ts";
import type { Site } from "../e2e/support/site.ts";
import { onDevicesPage } from "./devices-pages.ts";
import { settle } from "./main-thread.ts";
import { clickTwice, scrollActions, searchActions, type Action } from "./scale-actions.ts";
import { describeActions, findFaults, measureActions, type ActionFigures, type Scale } from "./scale.ts";
import { median } from "./statistics.ts";

/** What the access review of a long list costs. */
export interface MatrixFigures extends Scale {
  /** From the start of the navigation to the painted first rows, by the page's clock. */
  readonly loadMs: readonly number[];
  /** From leaving the devices page to the painted first rows. */
  readonly openMs: readonly number[];
  readonly actions: readonly ActionFigures[];
}

const REPEATS = 5;

/** Looks at the access matrix as a person would, and decides about all devices. The gateway has so many devices already. */
export function measureMatrix(browser: Browser, site: Site, scale: Scale): Promise<MatrixFigures> {
  return onDevicesPage(browser, site, async (page) => {
    const openMs: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      await settle(page);
      openMs.push(await open(page));
      await page.goto(`${site.pageUrl}#/devices`);
      await pairedTable(page).waitFor();
    }
    await open(page);
    const loadMs: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      await page.reload();
      loadMs.push(await page.evaluate(untilPainted));
    }
    const figures = [...(await measureActions(browser, page, matrixActions(page), scale.barMs))];
    await page.getByRole("button", { name: "Begin review" }).click();
    await page.getByRole("table", { name: "Review decisions" }).waitFor();
    figures.push(...(await measureActions(browser, page, decisionActions(page), scale.barMs)));
    return { ...scale, loadMs, openMs, actions: figures };
  });
}

/** Runs in the page. */
function untilPainted(): Promise<number> {
  return window.bench.painted(
    () => document.querySelector("table[aria-label='Access matrix'] tbody [data-row]") !== null,
  );
}

/** Goes from the devices to the matrix. @returns ms */
async function open(page: Page): Promise<number> {
  const startMs = await page.evaluate(() => {
    location.hash = "#/review";
    return performance.now();
  });
  return (await page.evaluate(untilPainted)) - startMs;
}

function matrixActions(page: Page): readonly Action[] {
  const table = page.getByRole("table", { name: "Access matrix" });
  const goTo = (name: RegExp) => page.getByRole("group", { name: "Show" }).getByRole("button", { name });
  return [
    ...scrollActions(page, table),
    ...searchActions(page, table, page.getByRole("searchbox", { name: "Search devices" })),
    clickTwice(
      page,
      table,
      "only unused, and all",
      page.getByRole("checkbox", { name: "Only unused or never approved" }),
      {},
    ),
    chooseTwice(page, table),
    switchTo(page, "suggestions", goTo(/^Suggestions/), goTo(/^Matrix/)),
    switchTo(page, "timeline", goTo(/^Timeline/), goTo(/^Matrix/)),
  ];
}

function decisionActions(page: Page): readonly Action[] {
  const table = page.getByRole("table", { name: "Review decisions" });
  const all = page.getByRole("checkbox", { name: "Select all shown" });
  return [
    ...scrollActions(page, table)
      .slice(0, 2)
      .map((action) => Object.assign(action, { name: `decisions, ${action.name}` })),
    clickTwice(page, table, "decisions, select all shown, and none", all, {}),
    {
      name: "decisions, keep all",
      isBarred: true,
      prepare: async () => {
        await all.check();
        await page.getByRole("button", { name: /^Decide for/ }).click();
        await page.getByRole("menuitem", { name: "Keep" }).hover();
      },
      act: () => page.keyboard.press("Enter"),
    },
  ];
}

/** Groups by the next and the first choice with the keys. */
function chooseTwice(page: Page, table: Locator): Action {
  return {
    name: "group by: same device, and risk",
    isBarred: true,
    prepare: async () => {
      await table.waitFor();
      await page.getByRole("combobox", { name: "Group by" }).focus();
    },
    act: async () => {
      await page.keyboard.press("ArrowDown");
      await settle(page);
      await page.keyboard.press("ArrowUp");
    },
  };
}

function switchTo(page: Page, name: string, there: Locator, back: Locator): Action {
  return {
    name: `show ${name}`,
    isBarred: true,
    prepare: async () => {
      await back.click();
      await settle(page);
      await there.focus();
    },
    act: () => page.keyboard.press("Enter"),
  };
}

/** The figures for people. */
export function describeMatrix(all: MatrixFigures): string {
  const { devices, barMs, loadMs, openMs, actions } = all;
  return [
    `access matrix of ${devices} devices: first rows painted ${median(openMs).toFixed(0)} ms after leaving the devices, ${median(loadMs).toFixed(0)} ms after a reload`,
    `bar: no task over ${barMs} ms`,
    ...describeActions(actions),
    ...findFaults({ actions, missing: [] }).map((fault) => `FAULT  ${fault}`),
  ]
    .map((line) => `  ${line}`)
    .join("\n");
}
