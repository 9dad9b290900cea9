import type { Locator, Page } from "@playwright/test";
import { openAction, pairedRow, reviewDialog, signIn } from "./support/panel.ts";
import { expect, test } from "./support/test.ts";
import { Wire } from "./support/wire.ts";

/** Nothing takes a dialog away whose write is under way: its outcome, perhaps a new token, would go with it. */

function place(page: Page, name: string): Locator {
  return page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });
}

async function goToSettings(page: Page): Promise<void> {
  await place(page, "Settings").click();
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
}

/** Goes somewhere else and to the devices, so that there is a way back. */
async function walkToDevices(page: Page): Promise<void> {
  await goToSettings(page);
  await place(page, "Devices").click();
}

/** Clicks twice before React has drawn the lock. */
async function clickTwice(button: Locator): Promise<void> {
  await button.evaluate((element: HTMLElement) => {
    element.click();
    element.click();
  });
}

/** Every way out, one after the other. */
async function tryToLeave(page: Page, dialog: Locator, closeButton: "Cancel" | "Close"): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(dialog.getByRole("status").filter({ hasText: "Still " })).toContainText(
    "once the outcome is known",
  );
  await page.mouse.click(5, 5);
  await dialog.getByRole("button", { name: closeButton, exact: true }).click();
  await page.goBack();
  await expect(page).toHaveURL(/#\/settings$/);
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  await (await asked).dismiss();
  await expect(dialog).toBeVisible();
}

interface WriteCase {
  readonly entry: Parameters<typeof openAction>[2];
  readonly button: string;
  readonly method: string;
  readonly tag: string[];
}

const WRITES: readonly WriteCase[] = [
  // On an old gateway the answer holds the only copy of the new token.
  { entry: "Rotate token…", button: "Rotate", method: "device.token.rotate", tag: [] },
  { entry: "Revoke token…", button: "Revoke", method: "device.token.revoke", tag: ["@long-old"] },
  { entry: "Remove device…", button: "Remove", method: "device.pair.remove", tag: ["@long-old"] },
  { entry: "Rename…", button: "Save", method: "device.pair.rename", tag: ["@new-only"] },
];

for (const { entry, button, method, tag } of WRITES) {
  test(
    `${entry} stays until its outcome is shown, and two clicks send it once`,
    { tag },
    async ({ page, site, pair }) => {
      const wire = await Wire.into(page);
      await signIn(page, site);
      const phone = await pair();
      await walkToDevices(page);
      await expect(pairedRow(page, phone.name)).toBeVisible();
      const dialog = await openAction(page, phone.name, entry);
      if (entry === "Rename…") await dialog.getByRole("textbox", { name: "Name" }).fill("Kitchen");
      const held = wire.hold(method);
      await clickTwice(dialog.getByRole("button", { name: button, exact: true }));
      const { release } = await held;
      await tryToLeave(page, dialog, "Cancel");
      release();
      if (entry === "Rotate token…") {
        const token = page.getByRole("textbox", { name: "New token" });
        await expect(token.or(dialog.getByText("The token was rotated"))).toBeVisible();
      } else if (entry === "Rename…") {
        await expect(dialog).toBeHidden();
        await page.goForward();
        await expect(pairedRow(page, "Kitchen")).toBeVisible();
      } else {
        await expect(dialog).toContainText("Checked: the");
        await page.keyboard.press("Escape");
        await expect(dialog).toBeHidden();
      }
      expect(wire.requests(method)).toHaveLength(1);
    },
  );
}

for (const verdict of ["approve", "reject"] as const) {
  test(`a review that the address opened stays until the ${verdict} has ended @long-old`, async ({
    page,
    site,
    askToPair,
  }) => {
    const wire = await Wire.into(page);
    await signIn(page, site);
    const phone = await askToPair();
    await goToSettings(page);
    await page.goto(`${site.pageUrl}#/devices?review=${phone.requestId}`);
    const review = reviewDialog(page);
    const held = wire.hold(`device.pair.${verdict}`);
    await clickTwice(review[verdict]);
    const { release } = await held;
    await tryToLeave(page, review.dialog, "Close");
    release();
    await expect(
      review.status.filter({ hasText: verdict === "approve" ? "Approved" : "Rejected" }),
    ).toBeVisible();
    await review.close.click();
    await expect(review.dialog).toBeHidden();
    expect(wire.requests(`device.pair.${verdict}`)).toHaveLength(1);
  });
}

test("a removal of several stays until its end, and says how to stop it @long-old", async ({
  page,
  site,
  pair,
}) => {
  const wire = await Wire.into(page);
  await signIn(page, site);
  const phone = await pair();
  await walkToDevices(page);
  await page.getByRole("checkbox", { name: `Select ${phone.name}`, exact: true }).check();
  await page.getByRole("button", { name: "Remove selected…" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove devices" });
  const held = wire.hold("device.pair.remove");
  await clickTwice(dialog.getByRole("button", { name: "Remove 1" }));
  const { release } = await held;
  await page.keyboard.press("Escape");
  await expect(dialog.getByRole("status").filter({ hasText: "the run goes on" })).toContainText("Stop it");
  await page.goBack();
  release();
  await expect(dialog.getByText("All done")).toBeVisible();
  expect(wire.requests("device.pair.remove")).toHaveLength(1);
});
