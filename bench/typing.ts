import type { Page } from "@playwright/test";
import { settle } from "./main-thread.ts";
import { readMark } from "./page-probe.ts";

/** How the search box answers, in ms. */
export interface TypingTimes {
  /** From each key to the next painted frame, with the letter in the box. */
  readonly keyMs: readonly number[];
  /** From the last key to the painted table of those found; the rest that the box waits for is part of it. */
  readonly foundMs: readonly number[];
}

/** A quick typist's: the search waits until the typing rests. */
const QUICK_MS = 100;
/** A slow one's, whose next key comes while the table changes. */
const SLOW_MS = 190;
const WORD = Array.from("iphone");
const DELETING = WORD.map(() => "Backspace");
const TABLE = "table[aria-labelledby=paired-heading]";

/**
 * Types a word into the search box and deletes it again, quickly and slowly.
 * @param page shows the devices page, and has the probe
 */
export async function measureTyping(page: Page, repeats: number): Promise<TypingTimes> {
  const keyMs: number[] = [];
  const foundMs: number[] = [];
  const box = page.getByRole("searchbox", { name: "Search devices" });
  const rowsWith = async (text: string) => {
    await box.fill(text);
    await settle(page);
    return page.locator(TABLE).getAttribute("aria-rowcount");
  };
  const found = { keys: WORD, rows: await rowsWith(WORD.join("")) };
  const all = { keys: DELETING, rows: await rowsWith("") };
  for (let run = 0; run < repeats; run += 1) {
    for (const intervalMs of [QUICK_MS, SLOW_MS]) {
      for (const { keys, rows } of [found, all]) {
        await settle(page);
        await page.evaluate(markTyping, { count: keys.length, table: TABLE, rows });
        for (const key of keys) await page.keyboard.press(key, { delay: intervalMs });
        for (const place of keys.keys()) keyMs.push(await readMark(page, `key:${place}`));
        const lastMs = await readMark(page, "found");
        // A slow typist's last letter may find the same as the one before.
        if (intervalMs === QUICK_MS) foundMs.push(lastMs);
      }
    }
  }
  return { keyMs, foundMs };
}

/** Types the word and deletes it again at a pace at which every letter is searched for. Keys only. */
export async function typeSlowly(page: Page): Promise<void> {
  for (const key of [...WORD, ...DELETING]) await page.keyboard.press(key, { delay: SLOW_MS });
}

/** Runs in the page. Its marks are durations. */
function markTyping(expected: {
  readonly count: number;
  readonly table: string;
  readonly rows: string | null;
}): void {
  let place = 0;
  const isFound = () =>
    document.querySelector(expected.table)?.getAttribute("aria-rowcount") === expected.rows;
  const onKey = ({ timeStamp }: KeyboardEvent) => {
    const name = `key:${place}`;
    void window.bench.painted(() => true).then((atMs) => window.bench.mark(name, atMs - timeStamp));
    place += 1;
    if (place < expected.count) return;
    document.removeEventListener("keydown", onKey, { capture: true });
    void window.bench.painted(isFound).then((atMs) => window.bench.mark("found", atMs - timeStamp));
  };
  document.addEventListener("keydown", onKey, { capture: true });
}
