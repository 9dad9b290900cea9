import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { safeText } from "./safe-text.ts";

const shape = (raw: string, maxLength?: number): string =>
  safeText(raw, maxLength)
    .segments.map((segment) => (segment.kind === "text" ? segment.text : `<${segment.label}>`))
    .join("");

describe("safeText", () => {
  it.each([
    ["Ada’s iPhone", "Ada’s iPhone"],
    ["Evil\u202eenohp", "Evil<RLO>enohp"],
    ["a\nb\0c\u0085d", "a<LF>b<NUL>c<NEL>d"],
    ["a\u200b\u200b\u200bb", "a<ZWSP ×3>b"],
    ["a\u200b\u200cb", "a<ZWSP><ZWNJ>b"],
    ["x\u{e0041}\u{e0042}y", "x<TAG ×2>y"],
    ["\u3164\u2800", "<FILL><BLANK>"],
    ["a\ud800b", "a<U+D800>b"],
    ["a\ue000b", "a<U+E000>b"],
    ["a\u2003b", "a<U+2003>b"],
    ["MacBook\u00a0Pro de\u202fAda", "MacBook Pro de Ada"],
    ["a\u00a0\u00a0b\u00a0", "a<NBSP ×2>b<NBSP>"],
    ["a\ufe0fb", "a<VS>b"],
    ["a\u200db", "a<ZWJ>b"],
    ["e\u0301te\u0301", "e\u0301te\u0301"],
    [`a${"\u0300".repeat(40)}b`, "a\u0300\u0300\u0300<marks ×37>b"],
    ["\u0301a", "<marks>a"],
    ["a\u034fb", "a<U+034F>b"],
    ["\ufff9a", "<U+FFF9>a"],
  ])("%j is shown as %j", (raw, shown) => expect(shape(raw)).toBe(shown));

  it.each([
    "👩‍👩‍👧‍👦 family",
    "❤️ 1️⃣ 🏳️‍🌈 👍🏽",
    "نامه‌ای",
    "क्‍ष हिन्दी",
    "ශ්‍රී ලංකා",
    "한국어 テスト 中文",
    "Nguyễn Ðức",
  ])("leaves honest text alone: %s", (raw) => {
    expect(safeText(raw)).toMatchObject({ hasHidden: false, isTruncated: false, plain: raw });
  });

  it("labels hidden characters for people who cannot see them either", () => {
    const safe = safeText(" \u202eabc\u200b\u200b ");
    expect(safe.plain).toBe("[RLO]abc[ZWSP ×2]");
    expect(safe.segments[1]).toEqual({
      kind: "hidden",
      label: "RLO",
      name: "Right-to-left override (U+202E)",
    });
  });

  it("cuts by grapheme and says so", () => {
    expect(safeText("👍🏽".repeat(20), 3)).toMatchObject({
      plain: "👍🏽👍🏽👍🏽…".slice(0, -1) + "…",
      isTruncated: true,
    });
    expect(safeText("abcdef", 3)).toMatchObject({ plain: "abc…", isTruncated: true });
    expect(safeText("abc", 3)).toMatchObject({ plain: "abc", isTruncated: false });
    expect(safeText(`👩${"\u200d👩".repeat(500)}`).plain.length).toBeLessThan(300);
  });

  it("finds hidden characters behind the cut", () => {
    expect(safeText(`${"a".repeat(100)}\u202e`)).toMatchObject({ hasHidden: true, isTruncated: true });
  });

  it.each([
    ["", true],
    ["  ", true],
    ["\u200b\u3164 \u00a0", true],
    ["\u200b".repeat(1_000_000), true],
    ["\u200b.", false],
  ])("%# is blank: %s", (raw, isBlank) => expect(safeText(raw).isBlank).toBe(isBlank));

  it.each([
    ["iPhone של דנה", true],
    ["דנה 123", false],
    ["abc", false],
    ["abc \u0661", false],
  ])("%s mixes directions: %s", (raw, mixed) => expect(safeText(raw).isMixedDirection).toBe(mixed));

  it("is quick with a megabyte", () => {
    const start = performance.now();
    for (const part of ["a", "\u200b", "\u0300", "👩\u200d", "\u202ea", "é"])
      safeText(part.repeat(1_000_000));
    expect(performance.now() - start).toBeLessThan(500);
  });

  it("never lets a control or a direction override through, never grows beyond its bound, never throws", () => {
    const nasty = fc.array(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 4 }),
        fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
        fc.constantFrom(
          "\u202e",
          "\u2066",
          "\u200b",
          "\u0301",
          "\u200d",
          "👩",
          "\ufe0f",
          "א",
          "\n",
          "\u{e0041}",
        ),
      ),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(nasty, fc.integer({ min: 0, max: 100 }), (parts, maxLength) => {
        const raw = parts.join("");
        const safe = safeText(raw, maxLength);
        const texts = safe.segments.map((segment) =>
          segment.kind === "text" ? segment.text : segment.label,
        );
        for (const text of [safe.plain, ...texts]) {
          expect(text).not.toMatch(
            /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u,
          );
        }
        expect([...new Intl.Segmenter("en").segment(safe.plain)].length).toBeLessThanOrEqual(maxLength + 1);
        expect(safe.plain.length).toBeLessThanOrEqual(maxLength * 4 + 1);
        expect(
          safe.isBlank && safe.segments.some((segment) => segment.kind === "text" && segment.text.trim()),
        ).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
