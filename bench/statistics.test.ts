import { expect, test } from "vitest";
import { formatTable, median } from "./statistics.ts";

test("median takes the one in the middle, and changes nothing", () => {
  const values = [9, 1, 5];
  expect([median(values), median([4, 1]), median([])]).toEqual([5, 1, NaN]);
  expect(values).toEqual([9, 1, 5]);
});

test("formatTable lines columns up", () => {
  expect(
    formatTable([
      ["name", "ms"],
      ["a", "12.5"],
    ]),
  ).toBe("name    ms\na     12.5");
});
