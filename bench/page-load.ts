import type { Page } from "@playwright/test";
import type { DevicesPage } from "./devices-pages.ts";
import { addProbe, readMark } from "./page-probe.ts";

/** Makes a page that has loaded nothing yet mark when all of `devices` are listed and the first screen is painted. */
export async function watchList(page: Page, { counted }: DevicesPage, devices: number): Promise<void> {
  await addProbe(page);
  await page.addInitScript(markList, { counted, devices });
}

/** Opens `url` in a tab that has another page. @returns ms from the start of the navigation to the painted list */
export async function timeLoad(page: Page, url: string): Promise<number> {
  await page.goto("about:blank");
  return timeUntil(page, "list", () => page.goto(url, { waitUntil: "commit" }));
}

/** Loads the page of this tab again. @returns ms from the start of the navigation to the mark */
export function timeReload(page: Page, mark = "list"): Promise<number> {
  return timeUntil(page, mark, () => page.reload({ waitUntil: "commit" }));
}

async function timeUntil(page: Page, mark: string, load: () => Promise<unknown>): Promise<number> {
  let documents = 0;
  const count = () => (documents += 1);
  page.on("domcontentloaded", count);
  await load();
  const loadMs = await readMark(page, mark);
  page.off("domcontentloaded", count);
  // The clock of a second document starts later.
  if (documents > 1) throw new Error("The page has loaded itself again");
  return loadMs;
}

/** The ids of devices that stand in the document, shown or folded away. */
export async function idsInDocument(page: Page): Promise<ReadonlySet<string>> {
  return new Set(await page.evaluate(() => document.body.textContent.match(/[0-9a-f]{64}/g) ?? []));
}

/** Runs in the page. */
function markList({ counted, devices }: Pick<DevicesPage, "counted"> & { readonly devices: number }): void {
  const countOf = (): number => {
    if ("className" in counted) return document.getElementsByClassName(counted.className).length;
    const table = document.querySelector(counted.selector);
    const isDrawn = table?.querySelector("tbody tr:not([aria-hidden])") !== null;
    // The row of headers is counted too.
    return table && isDrawn ? Number(table.getAttribute(counted.rowCount)) - 1 : 0;
  };
  void window.bench.painted(() => countOf() >= devices).then((atMs) => window.bench.mark("list", atMs));
}
