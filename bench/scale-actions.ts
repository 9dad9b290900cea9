import type { ElementHandle, Locator, Page } from "@playwright/test";
import { pairedTable } from "../e2e/support/panel.ts";
import { settle } from "./main-thread.ts";

/** Something a person does with a long table. */
export interface Action {
  readonly name: string;
  /** Whether the bar for the longest task holds for it. */
  readonly isBarred: boolean;
  /** Brings the page to where `act` begins; not measured. */
  readonly prepare: () => Promise<void>;
  /** Uses keys and positions only; see `measureMainThread`. */
  readonly act: () => Promise<void>;
  /** Says what did not come of it, if so; not measured. */
  readonly findProblem?: () => Promise<string | null>;
}

/** What there is to do on this page, and what of it should be there and is not. */
export interface Actions {
  readonly actions: readonly Action[];
  readonly missing: readonly string[];
}

/** A quick typist's. */
const KEY_INTERVAL_MS = 120;
const FRAME_MS = 16;
/** What browsers scroll by for one notch of a wheel. */
const NOTCH_PX = 120;
const WHEEL_STEPS = 20;

/** Finds what a person can do with the paired devices on a page that shows them. */
export async function findActions(page: Page): Promise<Actions> {
  const table = pairedTable(page);
  const missing: string[] = [];
  const actions: Action[] = [];
  const searchbox = page.getByRole("searchbox", { name: "Search devices" });
  if ((await searchbox.count()) === 1) actions.push(...searchActions(page, table, searchbox));
  else missing.push("searchbox “Search devices”");
  actions.push(...scrollActions(page, table));
  const sorts = await sortActions(page, table);
  if (sorts.length === 0) missing.push("a button to sort by in a column's header");
  actions.push(...sorts);
  const selectAll = page.getByRole("checkbox", { name: "Select all shown" });
  if ((await selectAll.count()) === 1) {
    const findProblem = async () => ((await selectAll.isChecked()) ? "it is still ticked" : null);
    actions.push(clickTwice(page, table, "select all shown, and none", selectAll, { findProblem }));
  } else missing.push("checkbox “Select all shown”");
  const refresh = page.getByRole("button", { name: "Refresh", exact: true });
  if ((await refresh.count()) === 1)
    actions.push(clickTwice(page, table, "refresh", refresh, { isBarred: false }));
  else missing.push("button “Refresh”");
  return { actions, missing };
}

export function searchActions(page: Page, table: Locator, searchbox: Locator): readonly Action[] {
  const keys = (sequence: readonly string[]) => async () => {
    for (const key of sequence) await page.keyboard.press(key, { delay: KEY_INTERVAL_MS });
  };
  const startWith = (text: string) => async () => {
    await searchbox.fill("");
    await settle(page);
    await toTop(page, table);
    await searchbox.fill(text);
    await settle(page);
    await searchbox.focus();
    await page.keyboard.press("End");
  };
  const expectText = (expected: string) => async () => {
    const text = await searchbox.inputValue();
    return text === expected ? null : `“${text}” in the searchbox in place of “${expected}”`;
  };
  const word = "iphone";
  const action = (name: string, [before, after]: [string, string], sequence: readonly string[]): Action => ({
    name,
    isBarred: true,
    prepare: startWith(before),
    act: keys(sequence),
    findProblem: expectText(after),
  });
  return [
    action(`search: type “${word}”`, ["", word], Array.from(word)),
    action(
      `search: delete “${word}” key by key`,
      [word, ""],
      Array.from(word, () => "Backspace"),
    ),
    action("search: one letter and back to all", ["", ""], ["a", "Backspace"]),
    action(
      "search: from nothing found to all",
      ["nothing is called this", ""],
      ["ControlOrMeta+a", "Delete"],
    ),
  ];
}

export function scrollActions(page: Page, table: Locator): readonly Action[] {
  const overTable = async () => {
    await toTop(page, table);
    const box = await table.boundingBox();
    if (!box) throw new Error("The table is not shown");
    await page.mouse.move(box.x + box.width / 2, box.y + Math.min(box.height, 400) / 2);
  };
  const wheel = async (deltaPx: number) => {
    for (let step = 0; step < WHEEL_STEPS; step += 1) {
      await page.mouse.wheel(0, deltaPx);
      await page.waitForTimeout(FRAME_MS);
    }
  };
  let stepPx = NOTCH_PX;
  return [
    {
      name: `scroll: ${WHEEL_STEPS} notches of the wheel`,
      isBarred: true,
      prepare: overTable,
      act: () => wheel(NOTCH_PX),
    },
    {
      name: `scroll: all of it in ${WHEEL_STEPS} steps`,
      isBarred: true,
      prepare: async () => {
        await overTable();
        const scroller = await findScroller(table);
        stepPx = Math.ceil((await scroller.evaluate((element) => element.scrollHeight)) / WHEEL_STEPS);
      },
      act: () => wheel(stepPx),
    },
    {
      name: "scroll: End, Home, Page Down",
      isBarred: true,
      prepare: async () => {
        await toTop(page, table);
        const scroller = await findScroller(table);
        await scroller.evaluate((element) => {
          if (element === document.scrollingElement && document.activeElement instanceof HTMLElement)
            document.activeElement.blur();
          else if (element instanceof HTMLElement) element.focus();
        });
        await page.keyboard.press("End");
        await settle(page);
        if ((await scroller.evaluate((element) => element.scrollTop)) === 0)
          throw new Error("The key End does not scroll the table");
        await page.keyboard.press("Home");
      },
      act: async () => {
        for (const key of ["End", "Home", "End", "Home", "PageDown", "PageDown", "PageDown", "End"]) {
          await page.keyboard.press(key);
          await settle(page);
        }
      },
    },
  ];
}

async function sortActions(page: Page, table: Locator): Promise<readonly Action[]> {
  const headers = await table
    .locator("th, [role=columnheader]")
    .filter({ has: page.getByRole("button") })
    .all();
  return Promise.all(
    headers.map(async (header) => {
      const button = header.getByRole("button");
      const [column = ""] = (await button.innerText()).trim().split("\n");
      const findProblem = async () =>
        (await header.getAttribute("aria-sort")) === null
          ? "the column does not say that it is sorted"
          : null;
      return clickTwice(page, table, `sort: ${column}, and the other way`, button, { findProblem });
    }),
  );
}

/** The second time by the keyboard: the first may have moved everything, but not the focus. */
export function clickTwice(
  page: Page,
  table: Locator,
  name: string,
  target: Locator,
  options: Pick<Action, "findProblem"> & { readonly isBarred?: boolean },
): Action {
  let x = 0;
  let y = 0;
  return {
    name,
    isBarred: true,
    ...options,
    prepare: async () => {
      await toTop(page, table);
      await target.scrollIntoViewIfNeeded();
      const box = await target.boundingBox();
      if (!box) throw new Error(`Not shown, and so not to be clicked: ${name}`);
      x = box.x + box.width / 2;
      y = box.y + box.height / 2;
      await page.mouse.move(x, y);
    },
    act: async () => {
      await page.mouse.click(x, y);
      await settle(page);
      await page.keyboard.press("Space");
    },
  };
}

/** The element that scrolls the table: one around it, or the document's. */
async function findScroller(table: Locator): Promise<ElementHandle<Element>> {
  return table.evaluateHandle((start) => {
    for (let element = start.parentElement; element; element = element.parentElement) {
      const { overflowY } = getComputedStyle(element);
      if (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight + 1) return element;
    }
    return document.scrollingElement ?? document.documentElement;
  });
}

async function toTop(page: Page, table: Locator): Promise<void> {
  const scroller = await findScroller(table);
  await scroller.evaluate((element) => element.scrollTo(0, 0));
  await page.evaluate(() => window.scrollTo(0, 0));
}
