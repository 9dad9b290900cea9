import type { Page } from "@playwright/test";
import {
  clickNotification,
  lookAway,
  shownNotifications,
  watchNotifications,
} from "./support/notifications.ts";
import { openReview, pendingTable, reviewButton, reviewDialog, signIn } from "./support/panel.ts";
import { expect, test } from "./support/test.ts";

async function turnOnNotifications(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  const toggle = page.getByRole("switch", { name: "Tell me when a device asks" });
  await toggle.click();
  await expect(toggle).toBeChecked();
}

/** Each gateway has a notification of its own for a flood. */
function isOfFlood(tag: string): boolean {
  return tag.startsWith("gatehouse-requests");
}

function iconAddress(page: Page): Promise<string | null> {
  return page.locator('link[rel="icon"]').getAttribute("href");
}

test("the title and the icon count the waiting requests on every page", async ({
  panel,
  askToPair,
  secondClient,
}) => {
  await expect(panel).toHaveTitle("Devices · Gatehouse");
  expect(await iconAddress(panel)).toBe("./icon.svg");
  const first = await askToPair();
  await expect(panel).toHaveTitle("(1) Devices · Gatehouse");
  const second = await askToPair();
  for (const place of ["Troubleshoot", "Activity", "Settings"]) {
    await panel.getByRole("link", { name: place, exact: true }).click();
    await expect(panel).toHaveTitle(`(2) ${place} · Gatehouse`);
  }
  await expect.poll(() => iconAddress(panel)).toMatch(/^data:image\/svg\+xml,.*%3E2%3C/);
  // The icon is one that the page's policy lets the browser draw.
  const width = await panel.evaluate(async () => {
    const image = new Image();
    image.src = document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? "";
    await image.decode();
    return image.width;
  });
  expect(width).toBeGreaterThan(0);

  await secondClient.reject(first.requestId);
  await secondClient.reject(second.requestId);
  await expect(panel).toHaveTitle("Settings · Gatehouse");
  await expect.poll(() => iconAddress(panel)).toBe("./icon.svg");
});

test("a notification tells who asks, and a click on it opens the review and decides nothing @window", async ({
  page,
  site,
  context,
  askToPair,
  secondClient,
}) => {
  await context.grantPermissions(["notifications"]);
  await watchNotifications(page);
  await signIn(page, site);
  await turnOnNotifications(page);
  await lookAway(page);
  const phone = await askToPair({ name: "Ada\u202e phone", scopes: ["operator.admin"] });
  await expect.poll(() => shownNotifications(page)).toHaveLength(1);
  const [shown] = await shownNotifications(page);
  expect(shown).toMatchObject({ title: "A device asks for access", tag: phone.requestId });
  expect(shown?.body).toBe(`Ada[RLO] phone (${phone.deviceId.slice(0, 8)})\nAdministrator`);

  await clickNotification(page, phone.requestId);
  const review = reviewDialog(page);
  await expect(review.dialog).toContainText(phone.deviceId.slice(0, 4));
  await expect(page).toHaveURL(new RegExp(`#/devices\\?review=${phone.requestId}$`));
  await expect(review.approve).toBeDisabled();
  const { pending, paired } = await secondClient.list();
  expect(pending.map(({ requestId }) => requestId)).toEqual([phone.requestId]);
  expect(paired.map(({ deviceId }) => deviceId)).not.toContain(phone.deviceId);

  await review.close.click();
  await expect(review.dialog).toHaveCount(0);
  await expect(page).toHaveURL(/#\/devices$/);
});

test("a notification goes when its request was decided elsewhere @window", async ({
  page,
  site,
  context,
  askToPair,
  secondClient,
}) => {
  await context.grantPermissions(["notifications"]);
  await watchNotifications(page);
  await signIn(page, site);
  await turnOnNotifications(page);
  await lookAway(page);
  const phone = await askToPair();
  const tablet = await askToPair();
  const closed = async () =>
    Object.fromEntries((await shownNotifications(page)).map(({ tag, isClosed }) => [tag, isClosed]));
  await expect.poll(closed).toEqual({ [phone.requestId]: false, [tablet.requestId]: false });
  await secondClient.reject(phone.requestId);
  await expect.poll(closed).toEqual({ [phone.requestId]: true, [tablet.requestId]: false });
});

test("a flood is one notification @window", async ({ page, site, context, askToPair }) => {
  await context.grantPermissions(["notifications"]);
  await watchNotifications(page);
  await signIn(page, site);
  await turnOnNotifications(page);
  await lookAway(page);
  for (let count = 0; count < 6; count += 1) await askToPair({ remoteIp: "203.0.113.66" });
  const together = async () => (await shownNotifications(page)).findLast(({ tag }) => isOfFlood(tag));
  await expect.poll(together).toMatchObject({ body: "6 requests wait for approval." });
  const single = async () => (await shownNotifications(page)).filter(({ tag }) => !isOfFlood(tag));
  expect((await single()).length).toBeLessThan(3);
  // The browser says later that it has closed one.
  await expect.poll(async () => (await single()).filter(({ isClosed }) => !isClosed)).toEqual([]);
});

test("the switch says so when the browser does not allow notifications @new-only", async ({ panel }) => {
  await expect(panel.getByText("Nobody is waiting")).toBeVisible();
  await panel.evaluate(() => Notification.requestPermission());
  await panel.getByRole("link", { name: "Settings", exact: true }).click();
  const toggle = panel.getByRole("switch", { name: "Tell me when a device asks" });
  await expect(toggle).not.toBeChecked();
  await expect(toggle).toBeDisabled();
  await expect(panel.getByText(/blocks notifications from this page\. Allow them/)).toBeVisible();
});

test("where nobody waits, a link leads to the switch until it is on @window", async ({ panel, context }) => {
  await context.grantPermissions(["notifications"]);
  await panel.reload();
  await panel.getByRole("link", { name: "Tell me when a device asks" }).click();
  await panel.getByRole("switch", { name: "Tell me when a device asks" }).click();
  await panel.getByRole("link", { name: "Devices", exact: true }).click();
  await expect(panel.getByText("Nobody is waiting")).toBeVisible();
  await expect(panel.getByRole("link", { name: "Tell me when a device asks" })).toHaveCount(0);
});

test("an address opens a review, and says so when there is nothing to review any more @new-only", async ({
  page,
  site,
  askToPair,
}) => {
  await signIn(page, site);
  const phone = await askToPair();
  await page.goto(`${site.pageUrl}#/devices?review=${phone.requestId}`);
  const review = reviewDialog(page);
  await review.reject.click();
  await expect(review.status.filter({ hasText: "Rejected" })).toBeVisible();
  await review.close.click();
  await expect(page).toHaveURL(/#\/devices$/);
  await expect(page.getByText("no longer waiting")).toHaveCount(0);

  await page.goto(`${site.pageUrl}#/devices?review=${phone.requestId}`);
  await expect(page.getByText("That request is no longer waiting")).toBeVisible();
  await expect(review.dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByText("no longer waiting")).toHaveCount(0);
  await expect(page).toHaveURL(/#\/devices$/);
});

test("many requests from one place are shown as a flood", async ({
  panel,
  askToPair,
  secondClient,
  gatewayVersion,
}) => {
  const flood = panel.getByText(
    // Old gateways do not tell the address behind a proxy.
    gatewayVersion.startsWith("2026.3.")
      ? "3 requests within a minute from addresses that the gateway does not tell"
      : "3 requests from 203.0.113.77 within a minute",
  );
  const first = await askToPair({ remoteIp: "203.0.113.77" });
  await askToPair({ remoteIp: "203.0.113.77" });
  await expect(pendingTable(panel).getByRole("button")).toHaveCount(2);
  await expect(flood).toHaveCount(0);
  await askToPair({ remoteIp: "203.0.113.77" });
  await expect(flood).toBeVisible();
  await secondClient.reject(first.requestId);
  await expect(flood).toHaveCount(0);
});

test("a flood is rejected together, and nobody else with it", async ({
  panel,
  askToPair,
  secondClient,
  gatewayVersion,
}) => {
  const knowsAddress = !gatewayVersion.startsWith("2026.3.");
  const other = await askToPair({ remoteIp: "203.0.113.79" });
  for (let count = 0; count < 4; count += 1) await askToPair({ remoteIp: "203.0.113.77" });
  const count = knowsAddress ? 4 : 5;
  await expect(panel.getByText(new RegExp(`^${count} requests`))).toBeVisible();
  await panel.getByRole("button", { name: /^Reject all (from this address|of them)…$/ }).click();
  const dialog = panel.getByRole("dialog");
  await dialog.getByRole("button", { name: `Reject ${count}` }).click();
  await expect(dialog.getByRole("button", { name: "Close" })).toBeVisible();
  const { pending } = await secondClient.list();
  expect(pending.map(({ requestId }) => requestId)).toEqual(knowsAddress ? [other.requestId] : []);
});

test("a flood pushes nothing under the pointer @new-only", async ({ panel, askToPair }) => {
  const first = await askToPair({ remoteIp: "203.0.113.78" });
  await askToPair({ remoteIp: "203.0.113.78" });
  const button = reviewButton(panel, first.name);
  await button.hover();
  const before = await button.boundingBox();
  await Promise.all([
    askToPair({ remoteIp: "203.0.113.78" }),
    expect
      .poll(async () => {
        // A hand that is about to click is never quite still.
        await button.hover({ position: { x: 5 + Math.random() * 5, y: 5 } });
        return pendingTable(panel).getByRole("button").count();
      })
      .toBe(3),
  ]);
  expect(await button.boundingBox()).toEqual(before);
  await panel.mouse.move(0, 0);
  await expect(panel.getByText(/3 requests/)).toBeVisible();
  await (await openReview(panel, first.name)).close.click();
});
