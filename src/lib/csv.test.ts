import { describe, expect, it } from "vitest";
import { toCsv } from "./csv.ts";

describe("toCsv", () => {
  it("writes rows, with quotes where they are needed", () => {
    expect(
      toCsv([
        ["name", "count"],
        ['Ada "A"', 1],
        ["a,b", -2],
        ["two\nlines", null],
      ]),
    ).toBe('name,count\r\n"Ada ""A""",1\r\n"a,b",-2\r\n"two\nlines",\r\n');
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", "\n=1"])("defuses %j", (text) => {
    expect(toCsv([[text]]).replaceAll('"', "")).toMatch(/^'/);
  });

  it("leaves ordinary text alone", () => {
    expect(toCsv([["a=b", "x-y", "ü"]])).toBe("a=b,x-y,ü\r\n");
  });
});
