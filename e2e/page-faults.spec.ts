import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { connectionStatus, expectDevicesPage, openAction, pairedRow, signIn } from "./support/panel.ts";
import { expect, test } from "./support/test.ts";
import { Wire } from "./support/wire.ts";

/** Files of the page that do not come, or are not what they should be. */

/** What the browser and React say of it on the console. */
const NOT_LOADED = /Failed to load resource|Failed to fetch dynamically imported module/;
const MADE_TO_FAIL = /made to fail/;

function openPlace(page: Page, name: string): Promise<void> {
  return page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
}

function heading(page: Page, name: string) {
  return page.getByRole("heading", { name, level: 1 });
}

/** Puts code that throws when it is drawn in place of a file's. */
async function replaceCode(page: Page, file: RegExp, exported: string): Promise<void> {
  const body = `function Broken() { throw new Error("made to fail"); } export { Broken as ${exported} };`;
  await page.route(file, (route) => route.fulfill({ body, contentType: "text/javascript" }));
}

test("a page whose file does not come says so, the others work, and it can be tried again @new-only", async ({
  panel,
  problems,
}) => {
  problems.expect(NOT_LOADED);
  const file = /\/activity-page-[^/]+\.js$/;
  await panel.route(file, (route) => route.abort());
  await openPlace(panel, "Activity");
  const alert = panel.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("This page could not be loaded");
  await expect(alert).not.toContainText("Nothing was sent");
  await openPlace(panel, "Settings");
  await expect(heading(panel, "Settings")).toBeVisible();
  await openPlace(panel, "Activity");
  await expect(alert).toContainText("This page could not be loaded");
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(alert).toContainText("This page could not be loaded");

  await panel.unroute(file);
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(heading(panel, "Activity")).toBeVisible();
  await expect(alert).toHaveCount(0);
});

test("a page that is opened while the browser is offline comes when the network is back @new-only", async ({
  panel,
  context,
  problems,
}) => {
  problems.expect(/ERR_INTERNET_DISCONNECTED|Failed to load resource|WebSocket connection to .* failed/);
  await context.setOffline(true);
  const isRefused = panel.waitForEvent("requestfailed", (request) =>
    request.url().includes("/activity-page-"),
  );
  await openPlace(panel, "Activity");
  await isRefused;
  await context.setOffline(false);
  await expect(heading(panel, "Activity")).toBeVisible();
  await expect(panel.getByRole("alert")).toHaveCount(0);
});

test("a page with a fault does not freeze the others @new-only", async ({ panel, problems }) => {
  problems.expect(MADE_TO_FAIL);
  await replaceCode(panel, /\/activity-page-[^/]+\.js$/, "default");
  await openPlace(panel, "Activity");
  await expect(panel.getByRole("main").getByRole("alert")).toContainText("This page has a fault");
  await openPlace(panel, "Devices");
  await expectDevicesPage(panel);
  await panel.goBack();
  await expect(panel.getByRole("main").getByRole("alert")).toContainText("made to fail");
  await panel.goForward();
  await expectDevicesPage(panel);
});

test("a dialog or menu that fails leaves the page as it is @new-only", async ({ panel, pair, problems }) => {
  problems.expect(MADE_TO_FAIL);
  problems.expect(NOT_LOADED);
  const phone = await pair();
  await expect(pairedRow(panel, phone.name)).toBeVisible();
  const menu = /\/open-menu-[^/]+\.js$/;
  await panel.route(menu, (route) => route.abort());
  await panel.getByRole("button", { name: `Actions for ${phone.name}` }).click();
  const alert = panel.getByRole("alert");
  await expect(alert).toContainText("The menu could not be loaded");
  await expect(pairedRow(panel, phone.name)).toBeVisible();
  await alert.getByRole("button", { name: "Close" }).click();
  await panel.unroute(menu);

  await replaceCode(panel, /\/rotate-dialog-[^/]+\.js$/, "RotateDialog");
  await panel.getByRole("button", { name: `Actions for ${phone.name}` }).click();
  await panel.getByRole("menuitem", { name: "Rotate token…" }).click();
  await expect(alert).toContainText("This dialog has a fault");
  await panel.getByRole("searchbox", { name: "Search devices" }).fill(phone.name);
  await alert.getByRole("button", { name: "Close" }).click();
  await expect(alert).toHaveCount(0);
  await openAction(panel, phone.name, "Remove device…");
});

test("where the part that draws does not come, the page is not blank @new-only", async ({
  page,
  site,
  problems,
}) => {
  problems.expect(NOT_LOADED);
  await page.route(/\/screen-[^/]+\.js$/, (route) => route.abort());
  await page.goto(site.pageUrl);
  await expect(page.getByRole("alert")).toContainText("Gatehouse could not be loaded");
});

test("a file that comes late, or never, keeps the page from nothing @new-only", async ({
  page,
  site,
  problems,
}) => {
  await page.route(/theme\.js$/, async (route) => {
    // Longer than the page waits before it draws.
    await sleep(500);
    await route.continue();
  });
  await signIn(page, site);
  problems.expect(NOT_LOADED);
  await page.route(/theme\.js$/, (route) => route.abort());
  await page.reload();
  await expectDevicesPage(page);
});

test("the pages for trouble are loaded once the list is there, and open when the page's server is gone @new-only", async ({
  page,
  site,
  problems,
}) => {
  problems.expect(/Failed to load resource/);
  const wire = await Wire.into(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const loaded = [/\/troubleshoot-page-/, /\/connect-page-/].map((file) => page.waitForResponse(file));
  const held = wire.hold("device.pair.list");
  await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
  const { release } = await held;
  await expect(connectionStatus(page)).toHaveText(/^Connected/);
  expect(asked.filter((url) => url.includes("-page-"))).toEqual([]);
  release();
  for (const response of await Promise.all(loaded)) await response.finished();

  await page.route(/^http/, (route) => route.abort());
  await openPlace(page, "Troubleshoot");
  await expect(heading(page, "Troubleshoot")).toBeVisible();
});
