import { deferred } from "../sandbox/deferred.ts";
import { measureFirstLoad } from "../bench/first-load.ts";
import { expectDevicesPage } from "./support/panel.ts";
import { expect, test } from "./support/test.ts";
import { Wire } from "./support/wire.ts";

const BUDGET_BYTES = 152_000;

test("a first visit to the devices page, with requests waiting, moves 152 kB at most @new-only", async ({
  browser,
  site,
  askToPair,
}) => {
  await askToPair();
  const { bytes, parts } = await measureFirstLoad(browser, site);
  expect(bytes, parts.map(([path, size]) => `${path} ${size}`).join("\n")).toBeLessThanOrEqual(BUDGET_BYTES);
  // What was not measured cannot be within a budget.
  expect(parts.some(([path]) => path.endsWith(".js"))).toBe(true);
});

test("the gateway is asked while the browser still loads what draws the page @new-only", async ({
  page,
  site,
}) => {
  const wire = await Wire.into(page);
  const letDraw = deferred<undefined>();
  await page.route(/\/screen-[^/]+\.js$/, async (route) => {
    await letDraw.promise;
    await route.continue();
  });
  await page.goto(`${site.pageUrl}#token=${site.gateway.token}`, { waitUntil: "commit" });
  await expect.poll(() => wire.sent.map(({ method }) => method)).toEqual(["connect"]);
  letDraw.resolve(undefined);
  await expectDevicesPage(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Activity" }).click();
  await expect(
    page
      .getByRole("main")
      .getByRole("listitem")
      .filter({ hasText: /^.*Connected to/ }),
  ).toHaveCount(1);
});
