import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "@playwright/test";
import { ensureBrowser } from "../e2e/support/find-browser.ts";

/** `npm run icons`: draws the icons that systems want as PNG, from public/icon.svg. */
const PUBLIC_DIR = fileURLToPath(new URL("../public/", import.meta.url));

async function draw(page: Page, svg: string, sizePx: number, name: string): Promise<void> {
  await page.setViewportSize({ width: sizePx, height: sizePx });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  await page.screenshot({ path: `${PUBLIC_DIR}${name}.png`, omitBackground: true });
}

const { executablePath } = ensureBrowser((line) => process.stdout.write(`${line}\n`));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage();
const svg = await readFile(`${PUBLIC_DIR}icon.svg`, "utf8");
await draw(page, svg, 192, "icon-192");
await draw(page, svg, 512, "icon-512");
// Systems cut this one into a shape of their own, so that it fills the square.
await draw(page, svg.replace('rx="7" ', ""), 512, "icon-maskable-512");
await browser.close();
