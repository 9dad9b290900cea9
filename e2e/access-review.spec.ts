import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { z } from "zod";
import { seedDevices } from "../sandbox/seed.ts";
import { askToPair } from "./support/asking-device.ts";
import { openReview, ownName, pairedRow, pairedTable, signIn } from "./support/panel.ts";
import type { GatewayList } from "./support/second-client.ts";
import { expect, test } from "./support/test.ts";
import { Wire } from "./support/wire.ts";

type Device = GatewayList["paired"][number];
type Verdict = "Keep" | "Rotate token" | "Revoke token" | "Remove device" | "Later";

function matrix(page: Page): Locator {
  return page.getByRole("table", { name: "Access matrix" });
}

function decisions(page: Page): Locator {
  return page.getByRole("table", { name: "Review decisions" });
}

/** Names repeat; short ids do not. */
function decisionOf(page: Page, deviceId: string): Locator {
  return decisions(page)
    .getByRole("row")
    .filter({ hasText: deviceId.slice(0, 8) })
    .getByRole("combobox", { name: /^Decision for / });
}

async function openReviewPage(page: Page): Promise<void> {
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Review", exact: true })
    .click();
  await expect(page.getByRole("heading", { name: "Access review", level: 1 })).toBeVisible();
  await expect(matrix(page).or(decisions(page))).toBeVisible();
}

async function begin(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Begin review" }).click();
  await expect(decisions(page)).toBeVisible();
}

async function decideAll(page: Page, devices: readonly Device[], verdict: Verdict): Promise<void> {
  for (const { deviceId } of devices) await decisionOf(page, deviceId).selectOption({ label: verdict });
}

/** Opens the end of the review, with a name in it. */
async function openFinish(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Finish review…" }).click();
  const dialog = page.getByRole("dialog", { name: "Finish review" });
  await dialog.getByRole("textbox", { name: "Your name" }).fill("Ada Lovelace");
  return dialog;
}

/** The rows of the record about some devices. */
function recordRow(page: Page, deviceId: string): Locator {
  return page
    .getByRole("table", { name: "Record" })
    .getByRole("row")
    .filter({ hasText: deviceId.slice(0, 8) });
}

/** Whether the operator token of a device can be rotated: gateways refuse scopes that the caller does not hold. */
function isRotatable({ tokens }: Device): boolean {
  const [token, ...others] = tokens;
  return (
    token?.role === "operator" &&
    others.length === 0 &&
    token.revokedAtMs === undefined &&
    token.scopes.length > 1 &&
    token.scopes.every((scope) => scope.startsWith("operator."))
  );
}

const recordFile = z.object({
  reviewedBy: z.string(),
  gateway: z.string(),
  devices: z.array(
    z.object({ deviceId: z.string(), decision: z.string().nullable(), outcome: z.string().nullable() }),
  ),
  pairedMeanwhile: z.array(z.string()),
});

test("a review of thirty devices, left in the middle and returned to, does exactly what was decided", async ({
  page,
  site,
  secondClient: elsewhere,
  problems,
}) => {
  // The gateway is restarted.
  test.slow();
  problems.expectGatewayAway();
  const invented = new Set((await seedDevices(site.gateway, 30)).map(({ deviceId }) => deviceId));
  const before = (await elsewhere.list()).paired;
  const seeded = before.filter(({ deviceId }) => invented.has(deviceId));
  expect(seeded).toHaveLength(30);
  const rotatable = seeded.filter(isRotatable);
  const [narrowed, ...rotated] = rotatable.slice(0, 4);
  if (!narrowed) throw new Error("No invented device has a token that can be narrowed");
  const taken = new Set([narrowed, ...rotated]);
  const others = seeded.filter((device) => !taken.has(device));
  const revocable = others.filter(({ tokens }) =>
    tokens.some(({ revokedAtMs }) => revokedAtMs === undefined),
  );
  const revoked = revocable.slice(0, 4);
  const rest = others.filter((device) => !revoked.includes(device));
  const [removed, kept, later, undecided] = [
    rest.slice(0, 7),
    rest.slice(7, 15),
    rest.slice(15, 17),
    rest.slice(17),
  ];

  await signIn(page, site);
  await openReviewPage(page);
  for (const { deviceId } of seeded) await expect(matrix(page)).toContainText(deviceId.slice(0, 8));
  await begin(page);
  await decideAll(page, removed, "Remove device");
  await decideAll(page, kept, "Keep");

  // Left in the middle, and the page is even loaded anew.
  await page.getByRole("link", { name: "Devices", exact: true }).click();
  await expect(page.getByRole("link", { name: /^review begun, 15 of \d+ decided$/ })).toBeVisible();
  await page.reload();
  await page.getByRole("link", { name: /^review begun, 15 of \d+ decided$/ }).click();
  await expect(decisions(page)).toBeVisible();
  for (const { deviceId } of removed) await expect(decisionOf(page, deviceId)).toHaveValue("remove");
  for (const { deviceId } of kept) await expect(decisionOf(page, deviceId)).toHaveValue("keep");
  expect((await elsewhere.list()).paired).toHaveLength(before.length + 1);

  await decideAll(page, revoked, "Revoke token");
  await decideAll(page, rotated, "Rotate token");
  await decideAll(page, later, "Later");
  await decisionOf(page, narrowed.deviceId).selectOption({ label: "Narrow…" });
  const narrow = page.getByRole("dialog", { name: "Narrow access" });
  await narrow.getByRole("checkbox").first().uncheck();
  await narrow.getByRole("button", { name: "Decide" }).click();
  await expect(narrow).toHaveCount(0);

  // Somebody is let in meanwhile; nothing was decided about them.
  const newcomer = await askToPair(site.gateway);
  await elsewhere.approve(newcomer.requestId);

  const dialog = await openFinish(page);
  const changes = removed.length + revoked.length + rotated.length + 1;
  await expect(dialog).toContainText(`${changes} devices will be changed, ${kept.length} kept`);
  await dialog.getByRole("button", { name: `Change ${changes} and finish` }).click();
  await expect(dialog.getByText("The review is finished")).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();

  const after = new Map((await elsewhere.list()).paired.map((device) => [device.deviceId, device]));
  for (const { deviceId } of removed) expect(after.has(deviceId)).toBe(false);
  for (const { deviceId } of revoked)
    expect(after.get(deviceId)?.tokens.every(({ revokedAtMs }) => revokedAtMs !== undefined)).toBe(true);
  for (const { deviceId, tokens } of rotated) {
    const [token] = after.get(deviceId)?.tokens ?? [];
    expect(token?.scopes).toEqual(tokens[0]?.scopes);
    expect(token?.rotatedAtMs).toBeGreaterThan(tokens[0]?.rotatedAtMs ?? 0);
  }
  expect(after.get(narrowed.deviceId)?.tokens[0]?.scopes).toEqual(narrowed.tokens[0]?.scopes.slice(1));
  for (const device of [...kept, ...later, ...undecided]) expect(after.get(device.deviceId)).toEqual(device);
  expect(after.has(newcomer.deviceId)).toBe(true);
  expect(after.size).toBe(before.length + 2 - removed.length);

  // The record.
  await expect(page.getByRole("heading", { name: "Record of the review" })).toBeVisible();
  const article = page.getByRole("article");
  await expect(article).toContainText("Ada Lovelace");
  await expect(article).toContainText(site.gateway.url);
  await expect(article).toContainText(`${kept.length} kept, ${changes} changed`);
  await expect(article).toContainText("1 paired meanwhile, not reviewed");
  for (const { deviceId } of removed)
    await expect(recordRow(page, deviceId)).toContainText("Remove deviceDone");
  for (const { deviceId } of undecided) await expect(recordRow(page, deviceId)).toContainText("Not decided");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export JSON" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^gatehouse-access-review-.*\.json$/);
  const text = await readFile(await download.path(), "utf8");
  expect(text).not.toContain(site.gateway.token);
  const file = recordFile.parse(JSON.parse(text));
  expect(file).toMatchObject({ reviewedBy: "Ada Lovelace", pairedMeanwhile: [newcomer.deviceId] });
  const told = new Map(
    file.devices.map(({ deviceId, decision, outcome }) => [deviceId, `${decision} ${outcome}`]),
  );
  for (const { deviceId } of removed) expect(told.get(deviceId)).toBe("remove done");
  for (const { deviceId } of revoked) expect(told.get(deviceId)).toBe("revoke done");
  for (const { deviceId } of later) expect(told.get(deviceId)).toBe("later null");

  // On paper there is the record, and nothing else.
  await page.emulateMedia({ media: "print" });
  await expect(article).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Print record" })).toBeHidden();
  await page.emulateMedia({ media: "screen" });

  await page.getByRole("link", { name: "Devices", exact: true }).click();
  await expect(page.getByRole("link", { name: "reviewed just now, 1 new since" })).toBeVisible();
  for (const deviceId of after.keys()) if (invented.has(deviceId)) await elsewhere.remove(deviceId);
});

test("this browser and the last administrator stay unless they are chosen one by one", async ({
  panel,
  pair,
  secondClient,
}) => {
  const { deviceId } = await pair();
  const own = await ownName(panel);
  await openReviewPage(panel);
  await begin(panel);
  const ownRow = decisions(panel).getByRole("row").filter({ hasText: "This browser" });
  await ownRow.getByRole("combobox").selectOption({ label: "Remove device" });
  await decisionOf(panel, deviceId).selectOption({ label: "Remove device" });
  const dialog = await openFinish(panel);
  await expect(dialog).toContainText("1 device will be changed");
  await expect(dialog.getByRole("checkbox", { name: `Also change ${own}` })).not.toBeChecked();
  await dialog.getByRole("button", { name: "Change 1 and finish" }).click();
  await expect(dialog.getByText("The review is finished")).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(recordRow(panel, deviceId)).toContainText("Done");
  await expect(panel.getByRole("table", { name: "Record" })).toContainText("Not done");
  expect(await secondClient.paired(deviceId)).toBeUndefined();
  await panel.getByRole("link", { name: "Devices", exact: true }).click();
  await expect(pairedRow(panel, own)).toBeVisible();
});

test("a device that has changed since the decision is left alone", async ({ panel, pair, secondClient }) => {
  const { deviceId } = await pair({ scopes: ["operator.read", "operator.write"] });
  await openReviewPage(panel);
  await begin(panel);
  await decisionOf(panel, deviceId).selectOption({ label: "Remove device" });
  await secondClient.request("device.token.rotate", {
    deviceId,
    role: "operator",
    scopes: ["operator.read"],
  });
  await panel.getByRole("link", { name: "Devices", exact: true }).click();
  await panel.getByRole("button", { name: "Refresh" }).click();
  await openReviewPage(panel);
  await panel.getByRole("button", { name: "Decisions", exact: true }).click();
  await expect(decisions(panel)).toContainText("It has changed since. Decide again.");
  const dialog = await openFinish(panel);
  await expect(dialog).toContainText("1 device changed since you decided");
  await dialog.getByRole("button", { name: "Finish", exact: true }).click();
  await expect(recordRow(panel, deviceId)).toContainText("Not done");
  expect(await secondClient.paired(deviceId)).toBeDefined();
});

test("a connection that breaks in the middle leaves the review open, with what was done", async ({
  page,
  site,
  pair,
  secondClient,
}) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  const devices = [await pair(), await pair(), await pair()];
  await openReviewPage(page);
  await begin(page);
  for (const { deviceId } of devices)
    await decisionOf(page, deviceId).selectOption({ label: "Remove device" });
  wire.cutAfter("device.pair.remove");
  let dialog = await openFinish(page);
  await dialog.getByRole("button", { name: "Change 3 and finish" }).click();
  await expect(dialog.getByRole("alert")).toContainText("2 of 3");
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.reload();
  await expect(page.getByRole("button", { name: "Finish review…" })).toBeEnabled();
  dialog = await openFinish(page);
  await dialog.getByRole("button", { name: "Change 2 and finish" }).click();
  await expect(dialog.getByText("The review is finished")).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  for (const { deviceId } of devices) await expect(recordRow(page, deviceId)).toContainText("Done");
  for (const { deviceId } of devices) expect(await secondClient.paired(deviceId)).toBeUndefined();
});

test("many are decided about at once, and a suggestion says what it rests on", async ({ panel, pair }) => {
  const watch = await pair({ scopes: ["operator.admin", "operator.read"] });
  await openReviewPage(panel);
  await panel.getByRole("button", { name: /^Suggestions/ }).click();
  const row = panel
    .getByRole("table", { name: "Suggestions" })
    .getByRole("row")
    .filter({ hasText: watch.deviceId.slice(0, 8) });
  await expect(row).toContainText("Holds administrator rights as iOS app");
  await expect(row).toContainText("Rests on:");
  await expect(row).toContainText("Cannot know:");
  await begin(panel);
  await panel.getByRole("checkbox", { name: "Select all shown" }).check();
  await panel.getByRole("button", { name: /^Decide for \d+…$/ }).click();
  await panel.getByRole("menuitem", { name: "As suggested" }).click();
  await expect(decisionOf(panel, watch.deviceId)).toHaveValue("narrow");
  await expect(panel.getByText(/^As suggested: 1\. It does not apply to \d+/)).toBeVisible();
  await panel.getByRole("button", { name: "Discard review" }).click();
  await expect(matrix(panel)).toBeVisible();
  await expect(panel.getByRole("button", { name: "Begin review" })).toBeVisible();
});

test("at an approval the end of the access can be noted", async ({ panel, askToPair: ask }) => {
  const { name, deviceId } = await ask();
  const { dialog, approve, close } = await openReview(panel, name);
  await approve.click();
  await dialog.getByRole("button", { name: "End access on…" }).click();
  await dialog.getByLabel("Access ends on").fill("2999-12-24");
  await dialog.getByRole("radio", { name: "Revoke its tokens" }).check();
  await dialog.getByRole("button", { name: "Remind me" }).click();
  await expect(dialog.getByText("This browser will remind you from 2999-12-24 on.")).toBeVisible();
  await close.click();
  await openReviewPage(panel);
  const row = panel
    .getByRole("table", { name: "Access that ends" })
    .getByRole("row")
    .filter({ hasText: deviceId.slice(0, 8) });
  await expect(row).toContainText("24 Dec 2999");
  await expect(row.getByRole("button", { name: /now/ })).toHaveCount(0);
  await row.getByRole("button", { name: `Keep access: ${name}` }).click();
  await expect(panel.getByRole("table", { name: "Access that ends" })).toHaveCount(0);
});

test("access that is due to end is counted in the title, and ended with one click", async ({
  panel,
  pair,
  secondClient,
}) => {
  const { name, deviceId } = await pair();
  await expect(pairedRow(panel, name)).toBeVisible();
  await panel.getByRole("button", { name: `Actions for ${name}`, exact: true }).click();
  await panel.getByRole("menuitem", { name: "End access on…" }).click();
  const dialog = panel.getByRole("dialog", { name: "End access" });
  await expect(dialog).toContainText("This only reminds you");
  const day = dialog.getByLabel("Access ends on");
  await day.fill("2999-12-24");
  await dialog.getByRole("button", { name: "Remind me" }).click();
  await expect(panel).toHaveTitle("Devices · Gatehouse");
  await day.fill((await day.getAttribute("min")) ?? "");
  await dialog.getByRole("button", { name: "Remind me" }).click();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(panel).toHaveTitle("(1) Devices · Gatehouse");

  // It stands on every page, also after a reload.
  await panel.getByRole("link", { name: "Settings" }).click();
  await panel.reload();
  const due = panel.getByRole("table", { name: "Access that is due to end" });
  await expect(due).toContainText(deviceId.slice(0, 8));
  await due.getByRole("button", { name: `Remove now: ${name}` }).click();
  await expect(panel.getByText(`Removed: ${name}`)).toBeVisible();
  await expect(panel).toHaveTitle("Settings · Gatehouse");
  expect(await secondClient.paired(deviceId)).toBeUndefined();
  await panel.getByRole("link", { name: "Devices", exact: true }).click();
  await expect(pairedTable(panel)).not.toContainText(deviceId.slice(0, 8));
});
