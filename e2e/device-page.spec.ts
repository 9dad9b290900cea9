import { fingerprintWords } from "../src/domain/fingerprint.ts";
import { pairedRow } from "./support/panel.ts";
import { expect, test } from "./support/test.ts";

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
  await expect(panel.getByRole("region", { name: "History in this browser" })).toContainText(/revoke/i);

  const canRename = !site.gateway.version.startsWith("2026.3");
  await expect(panel.getByRole("button", { name: "Rename…" })).toHaveCount(canRename ? 1 : 0);
  await secondClient.remove(phone.deviceId);
  await panel.reload();
  await expect(panel.getByRole("heading", { level: 1, name: "Device not found" })).toBeVisible();
});
