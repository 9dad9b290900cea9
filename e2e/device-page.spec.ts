import { fingerprintWords } from "../src/domain/fingerprint-words.ts";
import { pairedRow, pairedTable, signIn } from "./support/panel.ts";
import { expect, test } from "./support/test.ts";
import { refusal, Wire } from "./support/wire.ts";

test("one device has a page with its key, grants, tokens and history, and every action", async ({
  panel,
  pair,
  site,
  secondClient,
}) => {
  const phone = await pair({ scopes: ["operator.read", "operator.write"] });
  await expect(pairedRow(panel, phone.name)).toBeVisible();
  await panel.getByRole("button", { name: `Actions for ${phone.name}`, exact: true }).click();
  await panel.getByRole("menuitem", { name: "View details" }).click();
  await expect(panel.getByRole("heading", { level: 1, name: phone.name })).toBeVisible();
  expect(panel.url()).toContain(`#/devices/${phone.deviceId}`);
  const main = panel.getByRole("main");
  await expect(main.getByText((fingerprintWords(phone.deviceId) ?? []).join(" · "))).toBeVisible();
  await expect(main.getByText("operator.write").first()).toBeVisible();
  const tokens = panel.getByRole("region", { name: "Tokens" });
  await expect(tokens).toContainText("Active");

  await panel.getByRole("button", { name: "Revoke token…" }).click();
  const dialog = panel.getByRole("dialog", { name: "Revoke token" });
  await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(dialog.getByRole("button", { name: "Close" })).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(tokens).toContainText("Revoked");
  const revoke = panel.getByRole("button", { name: "Revoke token…" });
  await expect(revoke).toBeDisabled();
  await expect(revoke).toHaveAccessibleDescription("Nothing to revoke. Its tokens are revoked already.");
  await expect(panel.getByRole("region", { name: "History in this browser" })).toContainText(/revoke/i);

  await panel.getByRole("link", { name: "Back to all devices" }).click();
  await panel.getByRole("button", { name: `Actions for ${phone.name}`, exact: true }).click();
  const entry = panel.getByRole("menuitem", { name: "Revoke token…", exact: true });
  await expect(entry).toBeDisabled();
  await expect(entry).toContainText("Its tokens are revoked already");
  await panel.getByRole("menuitem", { name: "View details" }).click();
  const canRename = !site.gateway.version.startsWith("2026.3");
  await expect(panel.getByRole("button", { name: "Rename…" })).toHaveCount(canRename ? 1 : 0);
  await secondClient.remove(phone.deviceId);
  await panel.reload();
  await expect(panel.getByRole("heading", { level: 1, name: "Device not found" })).toBeVisible();
});

test("the way back leads to the view that one came from, after a reload as well @new-only", async ({
  panel,
  pair,
}) => {
  const phone = await pair({ name: "Zed" });
  await pair({ name: "Ada" });
  const search = panel.getByRole("searchbox", { name: "Search devices" });
  await expect(pairedRow(panel, "Ada")).toBeVisible();
  await pairedTable(panel).getByRole("button", { name: "Device", exact: true }).click();
  await search.fill(phone.name);
  await expect(pairedRow(panel, "Ada")).toHaveCount(0);
  await panel.getByRole("button", { name: "Actions for Zed", exact: true }).click();
  await panel.getByRole("menuitem", { name: "View details" }).click();
  await expect(panel.getByRole("heading", { level: 1, name: "Zed" })).toBeVisible();
  await panel.reload();
  await panel.getByRole("link", { name: "Back to all devices" }).click();
  await expect(search).toHaveValue("Zed");
  await expect(pairedRow(panel, "Zed")).toBeVisible();
  await expect(pairedRow(panel, "Ada")).toHaveCount(0);
  expect(panel.url()).toMatch(/#\/devices\?q=Zed&sort=device$/);
});

test("where the list cannot be read, no device is said to be missing", async ({ page, site, pair }) => {
  const phone = await pair();
  await signIn(page, site);
  await page.goto(`${site.pageUrl}#/devices/${phone.deviceId}`);
  const wire = await Wire.into(page);
  wire.rewrite((frame, method) =>
    method === "device.pair.list"
      ? refusal(frame, { code: "UNAVAILABLE", message: "too busy to list" })
      : frame,
  );
  await page.reload();
  const alert = page.getByRole("alert").filter({ hasText: "The device list could not be loaded" });
  await expect(alert).toContainText("too busy to list");
  await expect(page.getByText("Device not found")).toHaveCount(0);
  wire.rewrite(null);
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: phone.name })).toBeVisible();
});
