import { openAction, pairedRow } from "./support/panel.ts";
import { expect, test } from "./support/test.ts";
import type { Locator, Page } from "@playwright/test";

const MASKED = "disc";

/** The token in the field, which appears a moment after the click. */
async function readToken(field: Locator): Promise<string> {
  await expect(field).toHaveValue(/^\S{20,}$/);
  return field.inputValue();
}

function newToken(page: Page) {
  const dialog = page.getByRole("dialog", { name: "New token" });
  return {
    dialog,
    field: dialog.getByRole("textbox", { name: "New token" }),
    copy: dialog.getByRole("button", { name: "Copy token" }),
    stored: dialog.getByRole("checkbox", { name: "I have stored this token" }),
    done: dialog.getByRole("button", { name: "Done" }),
  };
}

test("an old gateway's new token is shown once, and works @old-only", async ({
  panel,
  pair,
  site,
  secondClient,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const phone = await pair({ scopes: ["operator.read", "operator.write"] });
  await expect(pairedRow(panel, phone.name)).toBeVisible();
  const before = await secondClient.token(phone.deviceId);

  const rotate = await openAction(panel, phone.name, "Rotate token…");
  await expect(rotate).toContainText("You get the new token, once");
  await rotate.getByRole("checkbox", { name: /^Send messages/ }).uncheck();
  await rotate.getByRole("button", { name: "Rotate", exact: true }).click();

  const { dialog, field, copy, done } = newToken(panel);
  await expect(field).toHaveAttribute("readonly");
  await expect(field).toHaveCSS("-webkit-text-security", MASKED);
  const token = await readToken(field);
  await dialog.getByRole("button", { name: "Reveal" }).click();
  await expect(field).toHaveCSS("-webkit-text-security", "none");
  await copy.click();
  await expect(dialog.getByText("Copied to the clipboard.")).toBeVisible();
  expect(await panel.evaluate(() => navigator.clipboard.readText())).toBe(token);
  await done.click();
  await expect(dialog).toBeHidden();

  const after = await secondClient.token(phone.deviceId);
  expect(after?.rotatedAtMs).not.toBe(before?.rotatedAtMs);
  expect(after?.scopes).toEqual(["operator.read"]);
  const outcome = await phone.device.connect({
    url: site.gateway.url,
    deviceToken: token,
    scopes: ["operator.read"],
  });
  expect(outcome.ok).toBe(true);
});

test("a new token cannot be lost by Escape, a click outside, Done or leaving the page @old-only", async ({
  panel,
  pair,
}) => {
  const phone = await pair();
  const rotate = await openAction(panel, phone.name, "Rotate token…");
  await rotate.getByRole("button", { name: "Rotate", exact: true }).click();
  const { dialog, field, stored, done } = newToken(panel);
  const token = await readToken(field);

  await panel.keyboard.press("Escape");
  await expect(dialog.getByRole("alert")).toContainText("the token would be lost");
  await panel.mouse.click(5, 5);
  await done.click();
  await panel.evaluate(() => (location.hash = "#/settings"));
  await expect(field).toHaveValue(token);
  const asked = panel.waitForEvent("dialog");
  await panel.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
  await expect(field).toHaveValue(token);

  await stored.check();
  await panel.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await panel.reload();
  await expect(panel.getByRole("heading", { level: 1 })).toBeVisible();
});

test("where the clipboard refuses, the token is selected instead of called copied @old-only", async ({
  panel,
  pair,
}) => {
  const phone = await pair();
  await panel.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  const rotate = await openAction(panel, phone.name, "Rotate token…");
  await rotate.getByRole("button", { name: "Rotate", exact: true }).click();
  const { dialog, field, copy, stored, done } = newToken(panel);
  const token = await readToken(field);
  await copy.click();
  await expect(dialog.getByText("The browser refused to copy")).toBeVisible();
  await expect(dialog.getByText(/Copied/)).toBeHidden();
  expect(await panel.evaluate(() => getSelection()?.toString())).toBe(token);
  await done.click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await stored.check();
  await done.click();
  await expect(dialog).toBeHidden();
});

test("a new gateway keeps the token, says so, and the page follows the device until it is back @new-only", async ({
  panel,
  pair,
  site,
  secondClient,
}) => {
  const phone = await pair({ scopes: ["operator.read", "operator.write"] });
  await phone.enter();
  await expect(pairedRow(panel, phone.name)).toContainText("Online");
  const before = await secondClient.token(phone.deviceId);

  const dialog = await openAction(panel, phone.name, "Rotate token…");
  await expect(dialog).toContainText("You will not see the new token");
  await expect(dialog).toContainText("closes the device’s open sessions");
  await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
  await expect(dialog).toContainText("Rotating again would not show it");
  await expect(dialog.getByText(`Waiting for ${phone.name} to reconnect`)).toBeVisible();
  const after = await secondClient.token(phone.deviceId);
  expect(after?.rotatedAtMs).not.toBe(before?.rotatedAtMs);
  expect(after?.scopes).toEqual(before?.scopes);
  expect(phone.device.connected).toBe(false);

  await phone.device.connect({ url: site.gateway.url, token: site.gateway.token });
  await expect(dialog.getByText(`${phone.name} is back`)).toBeVisible();
});

test("only approved roles and scopes can be chosen, and none at all", async ({
  panel,
  pair,
  secondClient,
}) => {
  const phone = await pair({ scopes: ["operator.read", "operator.write"] });
  const dialog = await openAction(panel, phone.name, "Rotate token…");
  await expect(dialog.getByRole("radio")).toHaveCount(0);
  await expect(dialog.getByRole("checkbox")).toHaveCount(2);
  for (const scope of await dialog.getByRole("checkbox").all()) await scope.uncheck();
  await expect(dialog).toContainText("but do nothing");
  await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
  await expect(dialog.getByRole("button", { name: "Rotate", exact: true })).toBeHidden();
  await expect.poll(async () => (await secondClient.token(phone.deviceId))?.scopes).toEqual([]);
  await finish(panel);
});

test("a device that is gone meanwhile gives a clear error, and nothing is rotated", async ({
  panel,
  pair,
  secondClient,
}) => {
  const phone = await pair();
  const dialog = await openAction(panel, phone.name, "Rotate token…");
  await secondClient.remove(phone.deviceId);
  await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText(/cannot find this device|may not rotate this token/);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
});

/** Closes the new token's dialog where there is one. */
async function finish(page: Page): Promise<void> {
  const { dialog, stored, done } = newToken(page);
  if (await dialog.isVisible()) {
    await stored.check();
    await done.click();
  }
}
