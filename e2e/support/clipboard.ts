import type { Page } from "@playwright/test";

/** Any address that browsers count as secure; nothing is asked of it. */
const ELSEWHERE = "http://127.0.0.1:9/clipboard";

/** What is on the clipboard, read by another page of the browser: the panel's own policy forbids it to read. */
export async function readClipboard(page: Page): Promise<string> {
  const reader = await page.context().newPage();
  await reader.route(ELSEWHERE, (route) => route.fulfill({ contentType: "text/html", body: "" }));
  await reader.goto(ELSEWHERE);
  const text = await reader.evaluate(() => navigator.clipboard.readText());
  await reader.close();
  return text;
}
