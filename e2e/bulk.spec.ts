import type { Page } from "@playwright/test";
import { ownName, pairedRow, signIn } from "./support/panel.ts";
import { expect, test } from "./support/test.ts";
import { Wire } from "./support/wire.ts";

async function select(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await pairedRow(page, name)
      .getByRole("checkbox", { name: `Select ${name}`, exact: true })
      .check();
  }
}

async function openRemoval(page: Page) {
  await page.getByRole("button", { name: "Remove selected…" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove devices" });
  await expect(dialog).toBeVisible();
  return dialog;
}

test("removes what is selected, and leaves this browser out unless it is chosen by itself", async ({
  panel,
  pair,
  secondClient,
}) => {
  const [a, b, c] = [await pair(), await pair(), await pair()];
  await expect(pairedRow(panel, c.name)).toBeVisible();
  const own = await ownName(panel);
  await select(panel, [a.name, b.name, own]);
  await expect(panel.getByText("3 selected")).toBeVisible();
  const dialog = await openRemoval(panel);
  await expect(dialog).toContainText("2 of 3 selected devices will be removed");
  await expect(dialog.getByRole("list", { name: "What goes" })).not.toContainText(own);
  await dialog.getByRole("button", { name: "Remove 2" }).click();
  await expect(dialog.getByText("All done")).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  const ids = (await secondClient.list()).paired.map(({ deviceId }) => deviceId);
  expect(ids).not.toContain(a.deviceId);
  expect(ids).not.toContain(b.deviceId);
  expect(ids).toContain(c.deviceId);
  await expect(pairedRow(panel, own)).toBeVisible();
});

test("a connection that breaks in the middle leaves a true report, and the rest can be tried again", async ({
  page,
  site,
  pair,
  secondClient,
}) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  const [a, b, c] = [await pair(), await pair(), await pair()];
  await expect(pairedRow(page, c.name)).toBeVisible();
  await select(page, [a.name, b.name, c.name]);
  const dialog = await openRemoval(page);
  const held = wire.hold("device.pair.remove");
  await dialog.getByRole("button", { name: "Remove 3" }).click();
  // The gateway never gets the first one.
  await held;
  wire.cut();
  await expect(dialog.getByRole("alert")).toContainText("3 of 3 are still there");
  await expect(dialog.getByRole("alert")).toContainText("The connection was lost");
  const removals = () => wire.requests("device.pair.remove");
  expect(removals()).toHaveLength(1);
  expect((await secondClient.list()).paired.map(({ deviceId }) => deviceId)).toEqual(
    expect.arrayContaining([a.deviceId, b.deviceId, c.deviceId]),
  );

  // Somebody else removes one of them meanwhile: that is no failure.
  await secondClient.remove(b.deviceId);
  await dialog.getByRole("button", { name: "Try the remaining 3 again" }).click();
  await expect(dialog.getByText("All done")).toBeVisible();
  const ids = (await secondClient.list()).paired.map(({ deviceId }) => deviceId);
  for (const { deviceId } of [a, b, c]) expect(ids).not.toContain(deviceId);
});

test("an answer that is lost on the way is found out by reading again", async ({
  page,
  site,
  pair,
  secondClient,
}) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  const [a, b] = [await pair(), await pair()];
  await expect(pairedRow(page, b.name)).toBeVisible();
  await select(page, [a.name, b.name]);
  const dialog = await openRemoval(page);
  wire.cutAfter("device.pair.remove");
  await dialog.getByRole("button", { name: "Remove 2" }).click();
  await expect(dialog.getByRole("alert")).toContainText("1 of 2 are still there");
  const ids = (await secondClient.list()).paired.map(({ deviceId }) => deviceId);
  expect(ids.filter((id) => id === a.deviceId || id === b.deviceId)).toHaveLength(1);
});

test("a run can be stopped, and says what was not tried", async ({ page, site, pair, secondClient }) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  const [a, b] = [await pair(), await pair()];
  await expect(pairedRow(page, b.name)).toBeVisible();
  await select(page, [a.name, b.name]);
  const dialog = await openRemoval(page);
  const held = wire.hold("device.pair.remove");
  await dialog.getByRole("button", { name: "Remove 2" }).click();
  const { release } = await held;
  await dialog.getByRole("button", { name: "Stop" }).click();
  release();
  await expect(dialog.getByRole("alert")).toContainText("You stopped it");
  await expect(dialog.getByRole("list", { name: "Results" })).toContainText("Not tried");
  const ids = (await secondClient.list()).paired.map(({ deviceId }) => deviceId);
  expect(ids.filter((id) => id === a.deviceId || id === b.deviceId)).toHaveLength(1);
});
