import type { Page } from "@playwright/test";
import { openAction, openReview, pairedRow, pendingRow } from "./support/panel.ts";
import { expect, test } from "./support/test.ts";

/** Each row of the table in docs/devices.md, done in the page and checked by asking the gateway elsewhere. */

async function closeDialogs(page: Page): Promise<void> {
  const stored = page.getByRole("checkbox", { name: "I have stored this token" });
  const close = page.getByRole("dialog").getByRole("button", { name: "Close" });
  await expect(stored.or(close)).toBeVisible();
  if (await stored.isVisible()) {
    await stored.check();
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  } else await close.click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

test("everything that `openclaw devices` does is done in the page", async ({
  panel,
  pair,
  askToPair,
  secondClient,
  site,
}) => {
  test.setTimeout(120_000);
  const canRename = !site.gateway.version.startsWith("2026.3");
  const phone = await pair({ scopes: ["operator.read", "operator.write"] });
  const token = () => secondClient.token(phone.deviceId);

  await test.step("list", async () => {
    await expect(pairedRow(panel, phone.name)).toBeVisible();
    const { paired } = await secondClient.list();
    await expect(panel.getByText(`${paired.length} paired`)).toBeVisible();
  });

  await test.step("approve", async () => {
    const asking = await askToPair();
    const review = await openReview(panel, asking.name);
    await review.approve.click();
    await expect(review.status.filter({ hasText: "Approved" })).toBeVisible();
    await review.close.click();
    expect((await secondClient.paired(asking.deviceId))?.scopes).toContain("operator.read");
  });

  await test.step("approve latest: the last row is the newest request", async () => {
    const earlier = await askToPair();
    const latest = await askToPair();
    await expect(pendingRow(panel, latest.name)).toBeVisible();
    const rows = panel.getByRole("table", { name: "Pending requests" }).getByRole("row");
    await expect(rows.last()).toContainText(latest.name);
    await rows
      .last()
      .getByRole("button", { name: /^Review/ })
      .click();
    const dialog = panel.getByRole("dialog", { name: "Review pairing request" });
    await dialog.getByRole("button", { name: "Approve", exact: true }).click();
    await expect(dialog.getByRole("status").filter({ hasText: "Approved" })).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).click();
    expect(await secondClient.paired(latest.deviceId)).toBeDefined();
    expect(await secondClient.paired(earlier.deviceId)).toBeUndefined();
  });

  await test.step("reject", async () => {
    const asking = await askToPair();
    const review = await openReview(panel, asking.name);
    await review.reject.click();
    await expect(review.status.filter({ hasText: "Rejected" })).toBeVisible();
    await review.close.click();
    const { pending } = await secondClient.list();
    expect(pending.map(({ requestId }) => requestId)).not.toContain(asking.requestId);
  });

  await test.step("rotate, scopes as they are", async () => {
    const before = await token();
    const dialog = await openAction(panel, phone.name, "Rotate token…");
    await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
    await closeDialogs(panel);
    expect((await token())?.rotatedAtMs).not.toBe(before?.rotatedAtMs);
    expect((await token())?.scopes).toEqual(before?.scopes);
  });

  await test.step("rotate with other scopes", async () => {
    const dialog = await openAction(panel, phone.name, "Rotate token…");
    await dialog.getByRole("checkbox", { name: /operator\.write/ }).uncheck();
    await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
    await closeDialogs(panel);
    expect((await token())?.scopes).toEqual(["operator.read"]);
  });

  await test.step("revoke", async () => {
    const dialog = await openAction(panel, phone.name, "Revoke token…");
    await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
    await closeDialogs(panel);
    expect((await token())?.revokedAtMs).toEqual(expect.any(Number));
  });

  await test.step("rename, where the gateway can", async () => {
    if (!canRename) {
      await panel.getByRole("button", { name: `Actions for ${phone.name}`, exact: true }).click();
      await expect(panel.getByRole("menuitem", { name: "Remove device…" })).toBeVisible();
      await expect(panel.getByRole("menuitem", { name: "Rename…" })).toHaveCount(0);
      await panel.keyboard.press("Escape");
      return;
    }
    const other = await pair();
    const dialog = await openAction(panel, other.name, "Rename…");
    await dialog.getByRole("textbox", { name: "Name" }).fill("Kitchen");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(pairedRow(panel, "Kitchen")).toBeVisible();
    expect((await secondClient.paired(other.deviceId))?.operatorLabel).toBe("Kitchen");
  });

  await test.step("remove", async () => {
    const dialog = await openAction(panel, phone.name, "Remove device…");
    await dialog.getByRole("button", { name: "Remove", exact: true }).click();
    await closeDialogs(panel);
    expect(await secondClient.paired(phone.deviceId)).toBeUndefined();
  });

  for (const alsoPending of [false, true]) {
    await test.step(`clear, ${alsoPending ? "pending requests as well" : "paired devices only"}`, async () => {
      const paired = await pair();
      const asking = await askToPair();
      await expect(pendingRow(panel, asking.name)).toBeVisible();
      await expect(pairedRow(panel, paired.name)).toBeVisible();
      await panel.getByRole("button", { name: "Clear devices…" }).click();
      const dialog = panel.getByRole("dialog", { name: "Clear devices" });
      if (alsoPending) await dialog.getByRole("checkbox", { name: "Also reject pending requests" }).check();
      await dialog.getByRole("textbox", { name: "Type clear to confirm" }).fill("clear");
      await dialog.getByRole("button", { name: "Clear", exact: true }).click();
      await expect(dialog.getByText("All done")).toBeVisible();
      await closeDialogs(panel);
      const list = await secondClient.list();
      expect(list.pending.length > 0).toBe(!alsoPending);
      // This browser stays; the second client is paired anew when it has to sign in again.
      const others = list.paired.filter(({ clientId }) => clientId !== "cli");
      expect(others.map(({ clientId }) => clientId)).toEqual(["openclaw-control-ui"]);
    });
  }
});
