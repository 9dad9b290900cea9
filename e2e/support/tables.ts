import { expect, type Locator, type Page } from "@playwright/test";
import { pairedTable, pendingTable } from "./panel.ts";
import type { SecondClient } from "./second-client.ts";

/** Which of these devices each row of a table is about, in the order of the list; names may hold digits as well. */
async function shownOf(table: Locator, devices: readonly { readonly deviceId: string }[]): Promise<string[]> {
  const rows = table
    .getByRole("row")
    .filter({ has: table.page().getByRole("button", { name: /^(Actions for|Review request from) / }) });
  const texts = await rows.allTextContents();
  expect(texts).toHaveLength(devices.length);
  return devices
    .map(({ deviceId }) => deviceId.slice(0, 8))
    .filter((shortId) => texts.some((text) => text.includes(shortId)));
}

/**
 * Both tables show what the gateway lists, to the last device. Removals come without an event, so a person who wants
 * to be sure clicks Refresh, and so does this.
 */
export async function expectSameAsGateway(page: Page, secondClient: SecondClient): Promise<void> {
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(async () => {
    const { pending, paired } = await secondClient.list();
    expect(await shownOf(pendingTable(page), pending)).toHaveLength(pending.length);
    expect(await shownOf(pairedTable(page), paired)).toHaveLength(paired.length);
  }).toPass({ timeout: 15_000 });
}
