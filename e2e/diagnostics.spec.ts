import { readClipboard } from "./support/clipboard.ts";
import { connectionStatus, signIn, signInByForm } from "./support/panel.ts";
import { expect, test } from "./support/test.ts";

/** Where it broke, in one line above every page, step by step in the troubleshooter, and as a text to copy. */

const WRONG = "wr0ng-token-0123456789";

test("a refused token is told above every page, shown as a timeline, and copied without secrets", async ({
  page,
  site,
}) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await signInByForm(page, site.pageUrl, { token: WRONG });
  await expect(page.getByRole("main").getByRole("alert")).toContainText("AUTH_TOKEN_MISMATCH");

  await page.getByRole("link", { name: "Settings" }).click();
  const banner = page
    .getByRole("alert")
    .filter({ hasText: "AUTH_TOKEN_MISMATCH: the gateway does not accept" });
  await banner.getByRole("link", { name: "Troubleshoot" }).click();
  await expect(page).toHaveURL(/#\/troubleshoot\/AUTH_TOKEN_MISMATCH$/);
  await expect(banner).toHaveCount(0);

  const attempts = page.getByRole("list", { name: "Last attempts" });
  await expect(attempts).toContainText("Signed with the shared token");
  await expect(attempts).toContainText("Failed here: Answer: refused, AUTH_TOKEN_MISMATCH");
  await attempts.getByText(/^Frames \(3\)/).click();
  const frames = attempts.getByRole("list", { name: "Frames" });
  await expect(frames).toContainText("auth: token (values left out)");
  await expect(frames).not.toContainText(WRONG);

  await page.getByRole("button", { name: "Copy diagnostics" }).click();
  await expect(page.getByRole("status").filter({ hasText: /^Copied$/ })).toBeVisible();
  const copied = await readClipboard(page);
  expect(copied).toBe(await page.getByRole("textbox", { name: "Diagnostics" }).inputValue());
  expect(copied).toContain("code AUTH_TOKEN_MISMATCH, error INVALID_REQUEST");
  expect(copied).not.toContain(WRONG);
});

test("a clipboard that refuses leaves the text selected", async ({ page, site }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await signIn(page, site);
  await page.getByRole("link", { name: "Troubleshoot" }).click();
  await page.getByRole("button", { name: "Copy diagnostics" }).click();
  await expect(page.getByRole("status").filter({ hasText: "refused to copy" })).toBeVisible();
  await expect(page.getByText(/^Copied$/)).toHaveCount(0);
  const selected = await page.evaluate(() => document.getSelection()?.toString());
  expect(selected).toBe(await page.getByRole("textbox", { name: "Diagnostics" }).inputValue());
});

test("a gateway that is gone is told in one line, with what is being done @old-only", async ({
  page,
  startOwnSite,
  problems,
}) => {
  problems.expectGatewayAway();
  const site = await startOwnSite();
  await signIn(page, site);
  await page.getByRole("link", { name: "Settings" }).click();
  await site.gateway.stop();
  const banner = page.getByRole("status").filter({ hasText: "The gateway does not answer." });
  await expect(banner).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/^Retrying (?:now|in \d+ s)\.$/)).toBeVisible();
  await page.getByRole("link", { name: "Devices" }).click();
  await expect(page.getByText(/^Not connected\. This list is from/)).toBeVisible();
  await expect(banner).toHaveCount(0);
  await expect(connectionStatus(page)).toContainText("Reconnecting");
});
