import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { toCsv } from "./csv.ts";
import { safeText } from "./safe-text.ts";

/** Reads RFC 4180, as a spreadsheet does. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const fields = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = fields.exec(text); match; match = fields.exec(text)) {
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === ",") continue;
    rows.push(row);
    row = [];
  }
  expect(rows.flat().length + row.length).toBeGreaterThan(0);
  return rows;
}

const read = (cell: string) => readCsv(toCsv([[cell, "end"]]))[0]?.[0];

describe("toCsv", () => {
  it("leaves plain cells alone, and ends every line in CRLF", () => {
    expect(toCsv([["Name", "Id"], ["Kitchen iPad", ""]])).toBe("Name,Id\r\nKitchen iPad,\r\n"); // prettier-ignore
  });

  it("quotes commas and quotes", () => {
    expect(toCsv([['a "b"', "c,d"]])).toBe('"a ""b""","c,d"\r\n');
  });

  it("names what cannot be seen, which turns a spreadsheet around as it does the page", () => {
    expect(toCsv([["Ada\u202egnp.exe", "e\nf", "\u200b=1", " g"]])).toBe(
      "Ada[RLO]gnp.exe,e[LF]f,[ZWSP]=1,g\r\n",
    );
  });

  it.each(['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠x", "−1"])(
    "defuses %j",
    (formula) => {
      expect(read(formula)).toBe(`'${formula}`);
    },
  );

  it.each(["a=b", "2026-01-02", "x@y", "'=1", "ios", ""])("leaves %j alone", (text) => {
    expect(read(text)).toBe(text);
  });

  it("is read back as the page shows it, save the apostrophe", () => {
    const cells = fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.string()), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1 }), (rows) => {
        const back = readCsv(toCsv(rows));
        expect(back.length).toBe(rows.length);
        for (const [y, row] of rows.entries()) {
          expect(back[y]?.length).toBe(row.length);
          for (const [x, text] of row.entries()) {
            const { plain } = safeText(text, 1_000);
            expect([plain, `'${plain}`]).toContain(back[y]?.[x]);
          }
        }
      }),
    );
  });

  it("never lets a cell begin like a formula, whatever stands before", () => {
    const before = fc.array(fc.constantFrom(" ", "\t", "\r", "\n", "\u00a0", "\u200b", "\ufeff", "\u202e"));
    const sign = fc.constantFrom(...Array.from("=+-@＝＋－＠"));
    fc.assert(
      fc.property(before, sign, fc.string(), (space, start, rest) => {
        expect(read(space.join("") + start + rest)).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u);
      }),
    );
  });
});
