import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { ensureBrowser } from "../e2e/support/find-browser.ts";
import { openReview, signIn } from "../e2e/support/panel.ts";
import { startSite } from "../e2e/support/site.ts";
import { keepAsking } from "../sandbox/newcomers.ts";
import { populate } from "../sandbox/population.ts";

/** `npm run screenshots`: the pictures of the documentation, taken of the built page with the sandbox behind it. */
const IMAGES_DIR = fileURLToPath(new URL("images/", import.meta.url));

const { executablePath } = ensureBrowser((line) => process.stdout.write(`${line}\n`));
const site = await startSite({ version: "2026.9.6" });
const ending = new AbortController();
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  await populate(site.gateway, ending.signal);
  void keepAsking(site.gateway, ending.signal);
  for (const colorScheme of ["light", "dark"] as const) {
    const suffix = colorScheme === "dark" ? "-dark" : "";
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: 1280, height: 1000 },
      deviceScaleFactor: 1.5,
    });
    const page = await context.newPage();
    await signIn(page, site);
    await page.getByRole("button", { name: /^Review request from jonas/ }).waitFor();
    await page.screenshot({ path: `${IMAGES_DIR}devices${suffix}.png` });
    const { close } = await openReview(page, "jonas@thinkpad");
    await page.screenshot({ path: `${IMAGES_DIR}review${suffix}.png` });
    await close.click();
    await context.close();
  }
} finally {
  ending.abort();
  await browser.close();
  await site.stop();
}
