import type { Page } from "@playwright/test";
import { storedDeviceTokens } from "./support/browser-storage.ts";
import { connectionStatus, expectDevicesPage, openAction, ownName, signIn } from "./support/panel.ts";
import { startProxy } from "./support/proxy.ts";
import { servePage, type Site } from "./support/site.ts";
import { expect, test } from "./support/test.ts";
import { recordSockets, type SocketRecord } from "./support/wire.ts";

/** This browser's own row never leaves the page stuck, whatever is done with it and however it signed in. */

const SIGN_INS = ["shared token", "device token"] as const;
type SignIn = (typeof SIGN_INS)[number];

/** Signs in; by device token: as a later visit that has no shared token any more. */
async function signInBy(how: SignIn, page: Page, site: Site): Promise<SocketRecord[]> {
  await signIn(page, site);
  if (how === "shared token") return recordSockets(page);
  await expect.poll(() => storedDeviceTokens(page)).toHaveLength(1);
  await page.evaluate(() => sessionStorage.clear());
  const sockets = recordSockets(page);
  await page.goto("about:blank");
  await page.goto(site.pageUrl);
  await expectDevicesPage(page);
  return sockets;
}

for (const how of SIGN_INS) {
  test(`rotating this browser's own token keeps it signed in, by ${how}`, async ({
    page,
    site,
    secondClient,
  }) => {
    await signInBy(how, page, site);
    const before = await storedDeviceTokens(page);
    const dialog = await openAction(page, await ownName(page), "Rotate token…");
    await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
    await expect(dialog.getByText("The token of this browser was rotated")).toBeVisible();
    await expect(dialog.getByText("This page is signed in.")).toBeVisible();
    await expect(page.getByRole("dialog", { name: "New token" })).toHaveCount(0);
    await dialog.getByRole("button", { name: "Close" }).click();
    await expectDevicesPage(page);
    await expect.poll(async () => (await storedDeviceTokens(page)).length).toBe(1);
    expect(await storedDeviceTokens(page)).not.toEqual(before);

    // The stored token is the one that counts: the next visit gets in by it alone.
    await page.evaluate(() => sessionStorage.clear());
    const sockets = recordSockets(page);
    await page.reload();
    await expectDevicesPage(page);
    expect(sockets.flatMap(({ sent }) => sent).filter(({ method }) => method === "connect")).toHaveLength(1);
    expect(
      (await secondClient.list()).paired.some(({ clientId }) => clientId === "openclaw-control-ui"),
    ).toBe(true);
  });

  test(`revoking this browser's own token never leaves the page stuck, by ${how}`, async ({ page, site }) => {
    await signInBy(how, page, site);
    const dialog = await openAction(page, await ownName(page), "Revoke token…");
    const revoke = dialog.getByRole("button", { name: "Revoke", exact: true });
    await expect(revoke).toBeDisabled();
    await dialog.getByRole("checkbox", { name: /^I understand that this is the browser/ }).check();
    await revoke.click();
    await expect(dialog.getByText(/^Revoked/).first()).toBeVisible({ timeout: 30_000 });
    await dialog.getByRole("button", { name: "Close" }).click();
    await expectWayBack(page, site, how);
  });

  test(`removing this browser never leaves the page stuck, by ${how}`, async ({ page, site }) => {
    await signInBy(how, page, site);
    const dialog = await openAction(page, await ownName(page), "Remove device…");
    await dialog.getByRole("checkbox", { name: /^I understand that this is the browser/ }).check();
    await dialog.getByRole("button", { name: "Remove", exact: true }).click();
    await expect(dialog.getByText(/^Removed/).first()).toBeVisible({ timeout: 30_000 });
    await dialog.getByRole("button", { name: "Close" }).click();
    await expectWayBack(page, site, how);
  });
}

test("a close that comes in one packet with the answer before it does not freeze the page @new-only", async ({
  page,
  site,
}) => {
  const proxy = await startProxy(site.gateway, { collectMs: 60 });
  const elsewhere = await servePage();
  elsewhere.setGateway(proxy.url);
  await page.goto(`${elsewhere.url}/#token=${site.gateway.token}`);
  await expectDevicesPage(page);
  const dialog = await openAction(page, await ownName(page), "Revoke token…");
  await dialog.getByRole("checkbox", { name: /^I understand that this is the browser/ }).check();
  await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(dialog.getByText(/^Revoked/).first()).toBeVisible({ timeout: 30_000 });
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(connectionStatus(page)).toHaveText(/^Connected/, { timeout: 20_000 });
  await elsewhere.close();
  proxy.close();
});

/** Either the page is in again by itself, or it says what is missing and takes the shared token. */
async function expectWayBack(page: Page, site: Site, how: SignIn): Promise<void> {
  const isLeftOpen = site.gateway.version.startsWith("2026.3");
  if (how === "shared token" || isLeftOpen) {
    await expect(connectionStatus(page)).toHaveText(/^Connected/, { timeout: 30_000 });
  } else {
    await expect(connectionStatus(page)).toHaveText(/^Sign-in needed/);
  }
  await page.goto("about:blank");
  await signIn(page, site);
}
