import { expect, type Page } from "@playwright/test";

interface ShownNotification {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly isClosed: boolean;
}

declare global {
  interface Window {
    shownNotifications?: { readonly notification: Notification; isClosed: boolean }[];
  }
}

/** Watches which notifications the page shows from its next load on; they stay the browser's own. */
export async function watchNotifications(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shown: { readonly notification: Notification; isClosed: boolean }[] = [];
    window.shownNotifications = shown;
    window.Notification = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        const entry = { notification: this, isClosed: false };
        shown.push(entry);
        this.addEventListener("close", () => {
          entry.isClosed = true;
        });
      }
    };
  });
}

/** The notifications about requests so far, without the one that the switch itself shows. */
export async function shownNotifications(page: Page): Promise<readonly ShownNotification[]> {
  const all = await page.evaluate(() =>
    (window.shownNotifications ?? []).map(({ notification: { title, body, tag }, isClosed }) => ({
      title,
      body,
      tag,
      isClosed,
    })),
  );
  return all.filter(({ tag }) => tag !== "gatehouse-on");
}

/** A click on a notification, which no test can make with a mouse: it lies outside of the page. */
export async function clickNotification(page: Page, tag: string): Promise<void> {
  await page.evaluate((wanted) => {
    for (const { notification } of window.shownNotifications ?? []) {
      if (notification.tag === wanted) notification.dispatchEvent(new Event("click"));
    }
  }, tag);
}

/** Leaves the page for another tab. Playwright lets every page believe that it has the focus, so that ends first. */
export async function lookAway(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setFocusEmulationEnabled", { enabled: false });
  const other = await page.context().newPage();
  await other.bringToFront();
  await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(false);
}
