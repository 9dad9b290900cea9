import { measureFirstLoad } from "../bench/first-load.ts";
import { expect, test } from "./support/test.ts";

const BUDGET_BYTES = 160_000;

test("a first visit to the devices page, with requests waiting, moves 160 kB at most @new-only", async ({
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
