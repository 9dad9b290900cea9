import type { Page } from "@playwright/test";
import { pairedTable, pendingTable, reviewDialog } from "./support/panel.ts";
import { expect, test } from "./support/test.ts";

/** What a device says about itself is hostile input: it can neither break nor dress up the page. */

const RLO = "\u202e";
const ZERO_WIDTH = "\u200b\u200d\u2060\ufeff";
/** Characters that control, hide, turn text around, or start a new line. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

const NAMES = [
  { what: "turns the text around", name: `Evil${RLO}enohp`, shown: /Evil.*enohp/ },
  { what: "is very long", name: "W".repeat(10_000), shown: /W{8}/ },
  { what: "is one very long line of words", name: "trust me ".repeat(1_000).trim(), shown: /trust me/ },
  { what: "is HTML", name: '<img src=x onerror="alert(1)"><script>alert(2)</script>', shown: /<img src=x/ },
  { what: "cannot be seen", name: ZERO_WIDTH, shown: /./ },
  { what: "has line breaks", name: "Ada\r\nApproved\u2028by you", shown: /Ada.*Approved/ },
  { what: "stacks marks", name: `Z${"\u0301".repeat(300)}algo`, shown: /Z/ },
] as const;

/** Every text of the page: what is seen, and what is read out. */
async function allText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const labels = [...document.querySelectorAll("[aria-label], [title]")].flatMap((element) => [
      element.getAttribute("aria-label") ?? "",
      element.getAttribute("title") ?? "",
    ]);
    return [document.title, document.body.innerText.replaceAll(/[\n\t]/g, " "), ...labels].join(" ");
  });
}

/** How far the page's content goes beyond its window, in pixels. */
async function overflowPx(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Nothing sticks out of the page and nothing unsafe is in it, on a phone and on a desk. */
async function expectHarmless(page: Page): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await overflowPx(page)).toBe(0);
    expect(await allText(page)).not.toMatch(UNSAFE);
    expect(await page.locator("img[src=x], script:not([src])").count()).toBe(0);
  }
}

test("hostile names are harmless, waiting, in the review and paired", async ({
  panel,
  askToPair,
  secondClient,
}) => {
  test.setTimeout(120_000);
  const asking = [];
  for (const hostile of NAMES) asking.push({ ...hostile, device: await askToPair({ name: hostile.name }) });
  for (const { what, shown, device } of asking) {
    await test.step(what, async () => {
      const shortId = device.deviceId.slice(0, 8);
      const row = pendingTable(panel).getByRole("row").filter({ hasText: shortId });
      const button = row.getByRole("button", { name: /^Review request from / });
      await expect(button).toHaveAccessibleName(shown);
      expect((await button.getAttribute("aria-label"))?.length).toBeLessThan(200);
      await expectHarmless(panel);

      await button.click();
      const { dialog, approve, close, status } = reviewDialog(panel);
      await expect(dialog.getByRole("heading", { level: 2 })).toHaveText("Review pairing request");
      await expect(dialog).toContainText(device.deviceId.slice(0, 4));
      await expectHarmless(panel);
      await panel.setViewportSize({ width: 390, height: 844 });
      await expect(approve).toBeInViewport();
      expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);

      await approve.click();
      // One of the names says "Approved" itself.
      await expect(status.filter({ hasText: "paired with exactly what was shown" })).toBeVisible();
      await close.click();
      expect(await secondClient.paired(device.deviceId)).toBeDefined();
      await expect(pairedTable(panel).getByRole("row").filter({ hasText: shortId })).toHaveCount(1);
      await expectHarmless(panel);
    });
  }
});
