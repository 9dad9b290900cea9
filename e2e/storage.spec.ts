import type { Page } from "@playwright/test";
import { connectionStatus, expectDevicesPage, signIn } from "./support/panel.ts";
import { firstFinding } from "./support/troubleshoot.ts";
import { expect, test } from "./support/test.ts";

/** Browsers that refuse to store anything: blocked cookies, private modes, a damaged profile. */

declare global {
  interface Window {
    /** The browser's databases work again. */
    isStorageMended?: boolean;
  }
}

/** Even to look at the storages throws, as where cookies are blocked. */
async function blockWebStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException("Access is denied for this document.", "SecurityError");
        },
      });
    }
  });
}

/** The database is neither opened nor refused, or refused at once, until it is mended. */
async function breakDatabases(page: Page, how: "never opens" | "refuses"): Promise<void> {
  await page.addInitScript((kind) => {
    const open = indexedDB.open.bind(indexedDB);
    IDBFactory.prototype.open = (name, version) => {
      if (window.isStorageMended) return open(name, version);
      if (kind === "refuses") throw new DOMException("The user denied permission.", "SecurityError");
      const request = open(`${name}-never`);
      for (const type of ["success", "error", "upgradeneeded", "blocked"]) {
        request.addEventListener(type, (event) => event.stopImmediatePropagation());
      }
      return request;
    };
  }, how);
}

test("a browser that blocks its storages shows the page and signs in @new-only", async ({ page, site }) => {
  await blockWebStorage(page);
  await signIn(page, site);
  await page.getByRole("button", { name: "Theme" }).click();
  await page
    .getByRole("menuitem", { name: "Dark" })
    .or(page.getByRole("menuitemradio", { name: "Dark" }))
    .click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("radio", { name: "In a Docker container" }).check();
  await expect(page.getByRole("radio", { name: "In a Docker container" })).toBeChecked();
  await page.getByRole("button", { name: "Forget the token of this gateway" }).click();
  await expect(page.getByRole("button", { name: "Forget the token of this gateway" })).toBeDisabled();
});

for (const [how, words] of [
  ["never opens", "This browser does not open its storage"],
  ["refuses", "This browser refuses its storage"],
] as const) {
  test(`a database that the browser ${how} ends the attempt, and is named @new-only`, async ({
    page,
    site,
  }) => {
    await breakDatabases(page, how);
    await page.goto(`${site.pageUrl}#token=${site.gateway.token}`);
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("This browser’s storage cannot be used");
    await expect(alert).toContainText(words);
    await expect(connectionStatus(page)).toHaveText(/^Disconnected/);
    await alert.getByRole("link", { name: "Troubleshoot" }).click();
    await expect(firstFinding(page)).toContainText(words);
    await page.evaluate(() => {
      window.isStorageMended = true;
    });
    // What was asked for before the storage was mended is never answered, and is given up first.
    await expect(async () => {
      await page.getByRole("button", { name: "Retry connection" }).click();
      await expect(connectionStatus(page)).toHaveText(/^Connected/, { timeout: 8_000 });
    }).toPass();
  });
}

test("what cannot be forgotten is said @new-only", async ({ panel }) => {
  await panel.getByRole("link", { name: "Settings", exact: true }).click();
  await panel.getByRole("button", { name: "Disconnect" }).click();
  await panel.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Troubleshoot" }).click();
  await panel.evaluate(() => {
    const store = IDBObjectStore.prototype;
    const { delete: remove, clear } = Object.getOwnPropertyDescriptors(store);
    const refuse = () => {
      throw new DOMException("The disk is full.", "QuotaExceededError");
    };
    Object.assign(store, { delete: refuse, clear: refuse });
    window.addEventListener("mend", () => Object.defineProperties(store, { delete: remove, clear }));
  });
  const forgetToken = panel.getByRole("button", { name: "Forget this browser's device token" });
  const alert = panel.getByRole("main").getByRole("alert");
  await forgetToken.click();
  await expect(alert).toContainText("Nothing was forgotten");
  await panel.getByRole("button", { name: "Forget this browser", exact: true }).click();
  await panel.getByRole("button", { name: "Yes, make it a new device" }).click();
  await expect(alert).toContainText("The disk is full");
  await expect(connectionStatus(panel)).toHaveText(/^Disconnected/);
  await panel.evaluate(() => window.dispatchEvent(new Event("mend")));
  await forgetToken.click();
  await expectDevicesPage(panel);
});
