import { fileURLToPath } from "node:url";
import { chromium, type Browser, type Page } from "@playwright/test";
import { askToPair } from "../e2e/support/asking-device.ts";
import { ensureBrowser } from "../e2e/support/find-browser.ts";
import { openAction, openReview, signIn } from "../e2e/support/panel.ts";
import { startSite, type Site } from "../e2e/support/site.ts";
import { keepAsking } from "../sandbox/newcomers.ts";
import { populate } from "../sandbox/population.ts";
import { seedDevices } from "../sandbox/seed.ts";

/** `npm run screenshots`: the pictures of the documentation, taken of the built page with the sandbox behind it. */
const IMAGES_DIR = fileURLToPath(new URL("images/", import.meta.url));

/** One of the sandbox’s residents. */
const DEVICE = "Studio Mac";

const FIRST_DEVICE = "Mia’s iPhone";

/** Gives devices whose names every machine's fonts have. */
const INVENTED_SEED = 190;

type Shoot = (name: string) => Promise<void>;

/** The sandbox on a new gateway: nearly everything. */
async function tour(page: Page, site: Site, shoot: Shoot): Promise<void> {
  await signIn(page, site);
  await page.getByRole("button", { name: /^Review request from jonas/ }).waitFor();
  await shoot("devices");
  const { close } = await openReview(page, "jonas@thinkpad");
  await shoot("review");
  await close.click();
  const name = DEVICE;
  for (const [entry, picture] of [
    ["Rotate token…", "rotate"],
    ["Revoke token…", "revoke"],
    ["Rename…", "rename"],
  ] as const) {
    const dialog = await openAction(page, name, entry);
    await dialog.getByRole("button", { name: "Cancel" }).hover();
    await shoot(picture);
    await dialog.getByRole("button", { name: "Cancel" }).click();
  }
  await page.getByRole("button", { name: "Clear devices…" }).click();
  const clear = page.getByRole("dialog", { name: "Clear devices" });
  await clear.waitFor();
  await shoot("clear");
  await clear.getByRole("button", { name: "Cancel" }).click();
  const boxes = page.getByRole("checkbox", { name: /^Select (?!all)/ });
  await boxes.nth(1).check();
  await boxes.nth(2).check();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("combobox", { name: "Role" }).waitFor();
  await page.getByRole("heading", { name: "Paired devices" }).scrollIntoViewIfNeeded();
  await shoot("filter");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "View details" }).click();
  await page.getByRole("region", { name: "Tokens" }).waitFor();
  await shoot("device");
  await page.getByRole("link", { name: "Activity" }).click();
  await page.getByRole("listitem").first().waitFor();
  await shoot("activity");
}

/** A review of invented devices, half decided. */
async function accessReview(page: Page, site: Site, shoot: Shoot): Promise<void> {
  await signIn(page, site);
  await page.getByRole("link", { name: "Review", exact: true }).click();
  await page.getByRole("table", { name: "Access matrix" }).waitFor();
  await shoot("access-review");
  await page.getByRole("button", { name: "Begin review" }).click();
  await page.getByRole("checkbox", { name: "Select all shown" }).check();
  await page.getByRole("button", { name: /^Decide for/ }).click();
  await page.getByRole("menuitem", { name: "As suggested" }).click();
  await page
    .getByRole("status")
    .filter({ hasText: /^As suggested/ })
    .waitFor();
  await shoot("access-decisions");
}

/** What only an old gateway does: a new token is handed out. */
async function newToken(page: Page, site: Site, shoot: Shoot): Promise<void> {
  await signIn(page, site);
  const dialog = await openAction(page, DEVICE, "Rotate token…");
  await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
  const shown = page.getByRole("dialog", { name: "New token" });
  await shown.getByRole("textbox").waitFor();
  await shoot("new-token");
  await shown.getByRole("checkbox").check();
  await shown.getByRole("button", { name: "Done" }).click();
}

async function flood(page: Page, site: Site, shoot: Shoot): Promise<void> {
  for (let count = 0; count < 5; count += 1) {
    await askToPair(site.gateway, { name: `webchat-${count + 1}`, remoteIp: "203.0.113.77" });
  }
  await signIn(page, site);
  await page.getByText("from 203.0.113.77 within a minute").waitFor();
  await shoot("flood");
}

/** Locked out by a wrong token. */
async function lockedOut(page: Page, site: Site, shoot: Shoot): Promise<void> {
  await page.goto(`${site.pageUrl}#token=not-the-token-of-this-gateway`);
  await page.getByRole("alert").getByRole("link", { name: "Troubleshoot" }).click();
  await page.getByRole("button", { name: "Try this token" }).waitFor();
  await shoot("troubleshoot");
  await page.getByRole("heading", { name: "Last attempts" }).scrollIntoViewIfNeeded();
  await page
    .getByText(/^Frames/)
    .first()
    .click();
  await shoot("handshake");
}

/** Signed in, and mending another device by the error that it shows. */
async function recovery(page: Page, site: Site, shoot: Shoot): Promise<void> {
  await signIn(page, site);
  await page.getByRole("link", { name: "Troubleshoot" }).first().click();
  await page
    .getByRole("textbox", { name: "Paste an error" })
    .fill("unauthorized: device token mismatch (rotate/reissue device token)");
  await page.getByRole("button", { name: "Diagnose" }).click();
  const choice = page.getByRole("combobox", { name: "Device that cannot get in" });
  const option = await choice.locator("option", { hasText: DEVICE }).first().getAttribute("value");
  await choice.selectOption(option);
  await page.getByRole("button", { name: "Rotate token…" }).waitFor();
  await shoot("recovery");
}

/** What somebody sees who has never used the page: docs/first-hour.md. */
async function firstHour(page: Page, site: Site, shoot: Shoot): Promise<void> {
  await page.goto(site.pageUrl);
  await page.getByRole("button", { name: "Connect", exact: true }).waitFor();
  await shoot("first-connect");
  await signIn(page, site);
  const { name } = await askToPair(site.gateway, { name: FIRST_DEVICE });
  await page.getByRole("button", { name: `Review request from ${name}` }).waitFor();
  await shoot("first-request");
  const { approve, close, dialog } = await openReview(page, name);
  await shoot("first-review");
  await approve.click();
  await dialog.getByText("Approved").first().waitFor();
  await close.click();
  await page
    .getByRole("button", { name: `Actions for ${name}` })
    .first()
    .waitFor();
  await shoot("first-approved");
}

async function takePictures(
  browser: Browser,
  version: string,
  steps: readonly ((page: Page, site: Site, shoot: Shoot) => Promise<void>)[],
  devices: "none" | "sandbox" | "invented",
): Promise<void> {
  const site = await startSite({ version });
  const ending = new AbortController();
  try {
    if (devices === "invented") await seedDevices(site.gateway, 24, { seed: INVENTED_SEED });
    if (devices === "sandbox") {
      await populate(site.gateway, ending.signal);
      void keepAsking(site.gateway, ending.signal);
    }
    for (const colorScheme of ["light", "dark"] as const) {
      for (const step of steps) {
        const viewport = { width: 1280, height: 1000 };
        const context = await browser.newContext({ colorScheme, viewport, deviceScaleFactor: 1.5 });
        const page = await context.newPage();
        await step(page, site, async (name) => {
          const suffix = colorScheme === "dark" ? "-dark" : "";
          await page.screenshot({ path: `${IMAGES_DIR}${name}${suffix}.png` });
        });
        await context.close();
      }
    }
  } finally {
    ending.abort();
    await site.stop();
  }
}

const { executablePath } = ensureBrowser((line) => process.stdout.write(`${line}\n`));
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  await takePictures(browser, "2026.9.6", [tour, recovery], "sandbox");
  await takePictures(browser, "2026.9.6", [firstHour], "none");
  await takePictures(browser, "2026.9.6", [flood, lockedOut], "none");
  await takePictures(browser, "2026.9.6", [accessReview], "invented");
  await takePictures(browser, "2026.3.13", [newToken], "sandbox");
} finally {
  await browser.close();
}
