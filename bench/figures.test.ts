import { describe, expect, test } from "vitest";
import { describeFigures, judge, type Figure } from "./figures.ts";

const load: Figure = {
  name: "cold load",
  devices: 20,
  unit: "ms",
  samples: [200, 400, 300],
  other: { name: "stock", samples: [900, 1_000, 800] },
};
const verdict = (figure: Partial<Figure>) => judge({ ...load, ...figure }).verdict;

describe("judge", () => {
  test("compares medians", () => {
    expect(judge(load)).toMatchObject({ median: 300, otherMedian: 900, ratio: 3, verdict: "no bar" });
  });

  test("a bar is met by what is exactly at it", () => {
    expect(verdict({ bar: { kind: "at-most", value: 300 } })).toBe("ok");
    expect(verdict({ bar: { kind: "at-most", value: 299 } })).toBe("MISSED");
    expect(verdict({ bar: { kind: "times-less", times: 3 } })).toBe("ok");
    expect(verdict({ bar: { kind: "times-less", times: 3.1 } })).toBe("MISSED");
  });

  test("the floor is below, and may be so many times smaller", () => {
    const floor = { name: "floor", samples: [150] };
    expect(verdict({ other: floor, bar: { kind: "times-at-most", times: 2 } })).toBe("ok");
    expect(verdict({ other: floor, bar: { kind: "times-at-most", times: 1.9 } })).toBe("MISSED");
  });

  test("what was not measured has missed its bar", () => {
    expect(verdict({ samples: [], bar: { kind: "at-most", value: 50 } })).toBe("MISSED");
    expect(verdict({ other: { name: "stock", samples: [] }, bar: { kind: "times-less", times: 3 } })).toBe(
      "MISSED",
    );
  });
});

test("describeFigures says what was compared with what", () => {
  const nodes: Figure = {
    name: "DOM nodes",
    devices: 10_000,
    unit: "",
    samples: [1_234],
    bar: { kind: "at-most", value: 5_000 },
  };
  const text = describeFigures([judge({ ...load, bar: { kind: "times-less", times: 5 } }), judge(nodes)]);
  const [, first, second] = text.split("\n").map((line) => line.split(/ {2,}/).map((cell) => cell.trim()));
  expect(first).toEqual([
    "cold load",
    "20",
    "300.0 ms",
    "900.0 ms stock",
    "3.00 × less",
    "≥ 5 × less",
    "MISSED",
    "3",
  ]);
  expect(second).toEqual(["DOM nodes", "10000", "1234", "≤ 5000", "ok", "1"]);
});
