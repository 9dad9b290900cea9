import { expectDevicesPage, signInByForm } from "./support/panel.ts";
import { startPlainHost } from "./support/plain-host.ts";
import { expect, test as base } from "./support/test.ts";
import { recordSockets } from "./support/wire.ts";

/** The page on a host that sends no headers of ours. */

/** What the browser says of the script that somebody has put into the page. */
const INLINE_REFUSED = /CSP refused script-src-elem|Executing inline script violates/;

const test = base.extend<{ plainUrl: string }>({
  plainUrl: async ({}, use) => {
    const host = await startPlainHost("<script>window.ranInline = true;</script>");
    await use(host.url);
    host.close();
  },
});

test("the page brings its policy along: it works, and nothing else runs in it @new-only", async ({
  page,
  site,
  plainUrl,
  problems,
}) => {
  problems.expect(INLINE_REFUSED);
  problems.expect(/requires 'TrustedHTML'/);
  const requested = page.waitForRequest(/\.js$/);
  await signInByForm(page, plainUrl, { gatewayUrl: site.gateway.url, token: site.gateway.token });
  await expectDevicesPage(page);
  expect(await page.evaluate(() => "ranInline" in window)).toBe(false);
  expect((await requested).headers()["referer"] ?? "").toBe("");
  const refused = await page.evaluate(() => {
    try {
      document.body.innerHTML = "<p>text as markup</p>";
      return false;
    } catch {
      return true;
    }
  });
  expect(refused).toBe(true);
});

test("in a frame the page opens no connection, says why, and leads to a tab of its own @new-only", async ({
  page,
  plainUrl,
  problems,
}) => {
  problems.expect(INLINE_REFUSED);
  const sockets = recordSockets(page);
  await page.setContent(`<iframe src="${plainUrl}" width="900" height="600"></iframe>`);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("alert")).toContainText("could cover what you see");
  await expect(frame.getByRole("button")).toHaveCount(0);
  const [tab] = await Promise.all([
    page.waitForEvent("popup"),
    frame.getByRole("link", { name: "Open Gatehouse in its own tab" }).click(),
  ]);
  await expect(tab.getByRole("heading", { name: "Connect to a gateway" })).toBeVisible();
  expect(sockets).toEqual([]);
});
