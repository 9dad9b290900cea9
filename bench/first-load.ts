import type { Browser } from "@playwright/test";
import { pairedTable, signIn } from "../e2e/support/panel.ts";
import type { Site } from "../e2e/support/site.ts";
import { holdIdle, recordTransfers, sumBytes, type Transfer } from "./transfers.ts";

/** What a first visit moves over the wire, headers and compression included. */
export interface FirstLoad {
  readonly bytes: number;
  readonly requests: number;
  /** The largest first. */
  readonly parts: readonly Transfer[];
}

/** Loads the devices page with an empty cache, signed in, up to where it would load for later; see `holdIdle`. */
export async function measureFirstLoad(browser: Browser, site: Site): Promise<FirstLoad> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const transfers = await recordTransfers(page);
  await holdIdle(page);
  await signIn(page, site);
  await pairedTable(page).waitFor();
  await page.waitForLoadState("networkidle");
  await context.close();
  const parts = transfers();
  return { bytes: sumBytes(parts), requests: parts.length, parts };
}
