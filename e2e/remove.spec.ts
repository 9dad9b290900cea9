import { expectDevicesPage, openAction, ownName, pairedRow } from "./support/panel.ts";
import { expect, test } from "./support/test.ts";

test("revoke says what stays open, and the gateway has it revoked", async ({
  panel,
  pair,
  site,
  secondClient,
}) => {
  const phone = await pair();
  await phone.enter();
  const dialog = await openAction(panel, phone.name, "Revoke token…");
  const isOld = site.gateway.version.startsWith("2026.3");
  await expect(dialog).toContainText(isOld ? "stays open and keeps working" : "closes the open sessions");
  await dialog.getByText("Keep it out for sure").click();
  await expect(dialog.getByText(`openclaw devices remove ${phone.deviceId}`)).toBeVisible();
  await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(dialog.getByRole("status").filter({ hasText: "Revoked" })).toContainText(
    isOld ? "gets a new token at once" : "open sessions were closed",
  );
  expect((await secondClient.token(phone.deviceId))?.revokedAtMs).toEqual(expect.any(Number));
  expect(phone.device.connected).toBe(isOld);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(pairedRow(panel, phone.name)).toContainText("Revoked");
});

test("remove takes the pairing away and says so after reading again", async ({
  panel,
  pair,
  secondClient,
}) => {
  const phone = await pair();
  const dialog = await openAction(panel, phone.name, "Remove device…");
  await expect(dialog).toBeFocused();
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(dialog.getByText("the device is no longer paired")).toBeVisible();
  expect(await secondClient.paired(phone.deviceId)).toBeUndefined();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(pairedRow(panel, phone.name)).toHaveCount(0);
});

test("rename gives a name of the operator's own @new-only", async ({ panel, pair, secondClient }) => {
  const phone = await pair();
  const dialog = await openAction(panel, phone.name, "Rename…");
  const name = dialog.getByRole("textbox", { name: "Name" });
  const save = dialog.getByRole("button", { name: "Save" });
  await expect(name).toBeFocused();
  await save.click();
  await expect(dialog).toContainText("Enter a name");
  await name.fill("x".repeat(65));
  await expect(dialog).toContainText("at most 64 characters; this one has 65");
  await save.click();
  await name.fill('  Kitchen "iPad" $(id)  ');
  await save.click();
  await expect(dialog).toBeHidden();
  await expect(pairedRow(panel, 'Kitchen "iPad" $(id)')).toBeVisible();
  expect((await secondClient.paired(phone.deviceId))?.operatorLabel).toBe('Kitchen "iPad" $(id)');
});

test("rename is not offered where the gateway cannot @old-only", async ({ panel, pair }) => {
  const phone = await pair();
  await panel.getByRole("button", { name: `Actions for ${phone.name}`, exact: true }).click();
  await expect(panel.getByRole("menuitem", { name: "Remove device…" })).toBeVisible();
  await expect(panel.getByRole("menuitem", { name: "Rename…" })).toHaveCount(0);
});

test("clear shows what goes, wants a typed word, and spares this browser", async ({
  panel,
  pair,
  askToPair,
  secondClient,
}) => {
  const [a, b] = [await pair(), await pair()];
  const waiting = await askToPair();
  const own = await ownName(panel);
  await expect(pairedRow(panel, b.name)).toBeVisible();
  await panel.getByRole("button", { name: "Clear devices…" }).click();
  const dialog = panel.getByRole("dialog", { name: "Clear devices" });
  const goes = dialog.getByRole("list", { name: "What goes" });
  await expect(goes).toContainText(a.name);
  await expect(goes).toContainText(b.name);
  await expect(goes).not.toContainText(own);
  await expect(dialog.getByRole("checkbox", { name: `Also remove ${own}` })).not.toBeChecked();
  const clear = dialog.getByRole("button", { name: "Clear", exact: true });
  await expect(clear).toBeDisabled();
  await dialog.getByRole("checkbox", { name: /^Also reject pending requests/ }).check();
  await expect(goes).toContainText(waiting.name);
  await dialog.getByRole("textbox", { name: "Type clear to confirm" }).fill("clear");
  await clear.click();
  await expect(dialog.getByText("All done")).toBeVisible();
  const list = await secondClient.list();
  expect(list.pending).toEqual([]);
  expect(list.paired.map(({ deviceId }) => deviceId)).not.toContain(a.deviceId);
  expect(list.paired.map(({ deviceId }) => deviceId)).not.toContain(b.deviceId);
  expect(list.paired.some(({ clientId }) => clientId === "openclaw-control-ui")).toBe(true);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expectDevicesPage(panel);
});
