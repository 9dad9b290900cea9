import { expect, type Locator, type Page } from "@playwright/test";
import { storedDeviceTokens } from "./browser-storage.ts";
import { connectionStatus, expectDevicesPage, openAction, ownName, signIn } from "./panel.ts";
import type { Site } from "./site.ts";

/** What the troubleshooter thinks the likeliest. */
export function firstFinding(page: Page): Locator {
  return page.getByRole("list", { name: "Findings" }).getByRole("listitem").first();
}

/** A step of the recovery checklist, from 1. */
export function checklistStep(page: Page, number: number): Locator {
  return page
    .getByRole("list", { name: "Recovery checklist" })
    .locator(":scope > li")
    .nth(number - 1);
}

/** Goes to the troubleshooter as somebody would who is locked out. */
export async function openTroubleshooter(page: Page): Promise<void> {
  await expect(connectionStatus(page)).toHaveText(/^Sign-in needed/);
  await page.getByRole("link", { name: "Troubleshoot" }).last().click();
}

/** Pastes a token, and tries it with one click. */
export async function tryToken(page: Page, token: string): Promise<void> {
  await page.getByLabel("Token", { exact: true }).fill(token);
  await page.getByRole("button", { name: "Try this token" }).click();
}

/** Closes the tab that knows the shared token, and comes back: the device token is all that is left. */
export async function forgetSharedToken(page: Page, site: Site): Promise<void> {
  await expect.poll(() => storedDeviceTokens(page)).toHaveLength(1);
  await page.evaluate(() => sessionStorage.clear());
  await page.goto("about:blank");
  await page.goto(site.pageUrl);
}

/** Signed in by device token alone: this tab has no shared token. */
export async function signInWithoutSharedToken(page: Page, site: Site): Promise<void> {
  await signIn(page, site);
  await forgetSharedToken(page, site);
  await expectDevicesPage(page);
}

/** Signs in by device token alone and takes the administrator's scope out of this browser's own token. */
export async function narrowOwnToken(page: Page, site: Site): Promise<void> {
  await signInWithoutSharedToken(page, site);
  const dialog = await openAction(page, await ownName(page), "Rotate token…");
  await dialog.getByRole("checkbox", { name: /operator\.admin/ }).uncheck();
  const understand = dialog.getByRole("checkbox", { name: /^I understand/ });
  if (await understand.isVisible()) await understand.check();
  await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
  await expect(dialog.getByText("This page is signed in.")).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  // Old gateways leave the session as it was.
  await page.reload();
  await expect(page.getByText("not an administrator")).toBeVisible();
}
