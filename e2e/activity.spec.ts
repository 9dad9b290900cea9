import { readFile } from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import { z } from "zod";
import { askToPair } from "./support/asking-device.ts";
import {
  addActivity,
  storedActivity,
  storedActivityEntries,
  storedDeviceTokens,
} from "./support/browser-storage.ts";
import { expectDevicesPage, openReview, pendingRow, signIn } from "./support/panel.ts";
import { SecondClient } from "./support/second-client.ts";
import { expect, test } from "./support/test.ts";

/** This browser's own record of what it did and saw. */

/** A gateway that is started again while others run takes its time. */
const RESTART_TIMEOUT_MS = 180_000;

async function openActivity(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Activity" }).click();
  await expect(page.getByRole("heading", { name: "Activity", level: 1 })).toBeVisible();
}

function entries(page: Page, text?: string | RegExp) {
  const lines = page.getByRole("list", { name: "Today" }).getByRole("listitem");
  return text === undefined ? lines : lines.filter({ hasText: text });
}

async function exported(page: Page, format: "CSV" | "JSON"): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: `Export ${format}` }).click(),
  ]);
  return contentsOf(download);
}

async function contentsOf(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}

const exportedRecord = z.object({
  gateway: z.string(),
  entries: z.array(z.looseObject({ kind: z.string(), sentence: z.string(), time: z.iso.datetime() })),
});

test("requests, decisions and the connection are recorded, last, and hold no secret @old-only", async ({
  page,
  startOwnSite,
  problems,
}) => {
  test.setTimeout(RESTART_TIMEOUT_MS);
  problems.expect(/WebSocket connection to .* failed/);
  const site = await startOwnSite();
  const secondClient = new SecondClient(site.gateway);
  await signIn(page, site);

  const mine = await askToPair(site.gateway, { name: "=Phone approved here" });
  const review = await openReview(page, mine.name);
  await review.approve.click();
  await expect(review.status.filter({ hasText: "Approved" })).toBeVisible();
  await review.close.click();
  const theirs = await askToPair(site.gateway, { name: "Phone approved elsewhere" });
  await expect(pendingRow(page, theirs.name)).toBeVisible();
  await secondClient.approve(theirs.requestId);
  await expect(pendingRow(page, theirs.name)).toHaveCount(0);
  await secondClient.disconnect();

  await openActivity(page);
  await expect(entries(page, `This browser approved the request of ${mine.name}.`)).toHaveCount(1);
  await expect(entries(page, `The request of ${theirs.name} was approved elsewhere.`)).toHaveCount(1);
  // Old gateways do not list addresses that a proxy reports.
  const asked = /asked to be let in(?: from 203\.0\.113\.\d+)? as operator, with operator\.read/;
  await expect(entries(page, asked)).toHaveCount(2);
  await expect(entries(page, "Connected to OpenClaw")).toHaveCount(1);
  // What was told of by name is not told again as a change of the list.
  await expect(entries(page, /(?:Phone approved here|Phone approved elsewhere) was paired/)).toHaveCount(0);

  await site.gateway.kill();
  await expect(entries(page, "The connection was lost")).toHaveCount(1);
  await site.gateway.restart();
  await expect(entries(page, "Connected to OpenClaw")).toHaveCount(2, { timeout: 60_000 });

  await page.reload();
  await expect(entries(page, mine.name)).toHaveCount(2);
  await expect(entries(page, theirs.name)).toHaveCount(2);
  await expect(entries(page, "The connection was lost")).toHaveCount(1);
  await expect(entries(page, "Connected to OpenClaw")).toHaveCount(3);

  const show = page.getByRole("group", { name: "Show" });
  await show.getByRole("button", { name: "Connection" }).click();
  await expect(page).toHaveURL(/[?&]show=connection/);
  await expect(entries(page)).toHaveCount(4);
  await show.getByRole("button", { name: "Requests" }).click();
  await page.getByRole("searchbox", { name: "Search activity" }).fill(" Phone approved ELSEWHERE");
  await expect(entries(page)).toHaveCount(2);
  await expect(page).toHaveURL(/[?&]q=\+Phone/);
  await page.reload();
  await expect(entries(page)).toHaveCount(2);
  const filtered = exportedRecord.parse(JSON.parse(await exported(page, "JSON")));
  expect(filtered.entries.map(({ kind }) => kind)).toEqual(["request-ended", "request-seen"]);

  await page.getByRole("searchbox", { name: "Search activity" }).fill("");
  await show.getByRole("button", { name: "All" }).click();
  const json = await exported(page, "JSON");
  const csv = await exported(page, "CSV");
  expect(exportedRecord.parse(JSON.parse(json)).gateway).toBe(site.gateway.url);
  expect(csv).toContain("The request of Phone approved elsewhere was approved elsewhere.");
  expect(csv).toMatch(/,'=Phone approved here,/);
  await expect(page.getByRole("status").filter({ hasText: "exported" })).toBeVisible();

  const tokens = await storedDeviceTokens(page);
  expect(tokens).toHaveLength(1);
  const everything = [await storedActivity(page), json, csv].join("\n");
  expect(everything).toContain(mine.requestId);
  for (const secret of [site.gateway.token, ...tokens]) expect(everything).not.toContain(secret);
});

test("two tabs record once what both see, and a third one reads it @new-only", async ({
  page,
  context,
  site,
  askToPair: ask,
  secondClient,
}) => {
  const other = await context.newPage();
  await signIn(page, site);
  await other.goto(site.pageUrl);
  await expectDevicesPage(other);
  const phone = await ask();
  for (const tab of [page, other]) await expect(pendingRow(tab, phone.name)).toBeVisible();
  const tablet = await ask();
  await secondClient.reject(tablet.requestId);
  const review = await openReview(other, phone.name);
  await review.approve.click();
  await expect(review.status.filter({ hasText: "Approved" })).toBeVisible();
  await expect(pendingRow(page, phone.name)).toHaveCount(0);

  const third = await context.newPage();
  await third.goto(`${site.pageUrl}#/activity`);
  await expect(entries(third, phone.name)).toHaveCount(2);
  await expect(entries(third, `This browser approved the request of ${phone.name}.`)).toHaveCount(1);
  await expect(entries(third, tablet.name)).toHaveCount(2);
  await expect(entries(third, `The request of ${tablet.name} was rejected elsewhere`)).toHaveCount(1);
});

test("a device that is removed without a word is noticed, and the record can be cleared", async ({
  panel,
  askToPair: ask,
  secondClient,
}) => {
  const phone = await ask();
  await secondClient.approve(phone.requestId);
  await expect(pendingRow(panel, phone.name)).toHaveCount(0);
  await expect(panel.getByRole("button", { name: `Actions for ${phone.name}` })).toBeVisible();
  await secondClient.remove(phone.deviceId);
  await panel.getByRole("button", { name: "Refresh" }).click();
  await expect(panel.getByRole("button", { name: `Actions for ${phone.name}` })).toHaveCount(0);
  await openActivity(panel);
  await expect(entries(panel, `${phone.name} was removed elsewhere.`)).toHaveCount(1);
  await panel
    .getByRole("link", { name: phone.deviceId.slice(0, 8) })
    .first()
    .click();
  await expect(panel).toHaveURL(new RegExp(`#/devices/${phone.deviceId}`));
  await panel.goBack();

  const clear = panel.getByRole("button", { name: "Clear activity…" });
  await clear.click();
  const dialog = panel.getByRole("dialog", { name: "Clear activity" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(clear).toBeFocused();
  await expect(entries(panel, phone.name)).not.toHaveCount(0);
  await clear.click();
  await dialog.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(panel.getByText("No activity yet")).toBeVisible();
  await expect(panel.getByRole("status").filter({ hasText: "The activity was cleared." })).toBeVisible();
  await expect(panel.getByRole("heading", { name: "Activity" })).toBeFocused();
  expect(await storedActivity(panel)).toBe("[]");
});

test("where the browser refuses to keep the record, it goes on for this tab, and says so @new-only", async ({
  page,
  site,
}) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.add = () => {
      // Only the record adds; everything else is put.
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await signIn(page, site);
  await openActivity(page);
  await expect(page.getByText("This browser cannot store its activity")).toBeVisible();
  await expect(entries(page, "Connected to OpenClaw")).toHaveCount(1);
});

test("a long record is shown bit by bit @new-only", async ({ panel }) => {
  await openActivity(panel);
  await expect(entries(panel, "Connected to OpenClaw")).toHaveCount(1);
  const [first] = z.array(z.looseObject({ gateway: z.string() })).parse(await storedActivityEntries(panel));
  const gateway = first?.gateway ?? "";
  const entry = { gateway, kind: "disconnected", atMs: Date.now() };
  await addActivity(
    panel,
    Array.from({ length: 250 }, () => entry),
  );
  await panel.reload();
  // This visit's own entry; what is recorded later would move every line.
  await expect(entries(panel, "Connected to OpenClaw")).toHaveCount(1);
  await expect(entries(panel)).toHaveCount(100);
  const showOlder = panel.getByRole("button", { name: "Show older" });
  await showOlder.click();
  await expect(entries(panel)).toHaveCount(200);
  await expect(entries(panel).nth(100)).toBeFocused();
  await showOlder.click();
  await expect(entries(panel).nth(200)).toBeFocused();
  // The log of this gateway, which other tests fill, may bring more than the rest of these.
  while (await showOlder.isVisible()) await showOlder.click();
  await expect(entries(panel, "Disconnected here.")).toHaveCount(250);
});

test.describe("half a day ahead of Greenwich", () => {
  test.use({ timezoneId: "Pacific/Kiritimati" });

  test("the search keeps every letter and the caret, and files have the date of the page @new-only", async ({
    panel,
  }) => {
    await openActivity(panel);
    const search = panel.getByRole("searchbox", { name: "Search activity" });
    await search.fill("Connected OpenClaw");
    for (let count = 0; count < "OpenClaw".length; count += 1) await panel.keyboard.press("ArrowLeft");
    await panel.keyboard.type("to ");
    await expect(search).toHaveValue("Connected to OpenClaw");
    await expect(panel).toHaveURL(/[?&]q=Connected\+to\+OpenClaw$/);
    await expect(entries(panel)).toHaveCount(1);
    await panel.getByRole("group", { name: "Show" }).getByRole("button", { name: "Connection" }).click();
    await expect(search).toHaveValue("Connected to OpenClaw");

    const [download] = await Promise.all([
      panel.waitForEvent("download"),
      panel.getByRole("button", { name: "Export CSV" }).click(),
    ]);
    const today = await panel.evaluate(() => new Date().toLocaleDateString("sv-SE"));
    expect(download.suggestedFilename()).toBe(`gatehouse-activity-${today}.csv`);
  });
});
