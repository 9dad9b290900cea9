import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { base64UrlToBytes, bytesToBase64Url, bytesToHex } from "./base64url.ts";
import { shellQuote } from "./shell-quote.ts";
import { runShell } from "./test-support/real-shell.ts";

/** What a real shell makes of the quoted words; one process for all of them. */
function throughShell(words: readonly string[]): string[] {
  const script = words.map((word) => `printf '%s\\0' ${shellQuote(word)}`).join("\n");
  return runShell(script).split("\0").slice(0, -1);
}

describe("shellQuote", () => {
  it.each([
    ["c9a4fe15", "c9a4fe15"],
    ["wss://host:18789/x", "wss://host:18789/x"],
    ["", "''"],
    ["a b", "'a b'"],
    ["it's", "'it'\\''s'"],
    ["$(rm -rf ~)`x`!", "'$(rm -rf ~)`x`!'"],
    ["~", "'~'"],
    ["a\u001b[2Jb", `'a'"$(printf '\\033')"'[2Jb'`],
  ])("%j becomes %s", (word, quoted) => expect(shellQuote(word)).toBe(quoted));

  it("has nothing in it that acts on a terminal or hides", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (word) => {
        expect(shellQuote(word)).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it("arrives unchanged through a real shell", () => {
    const nasty = fc.string({
      unit: fc.constantFrom(...Array.from("ab -'\"\\$`!*?[]{}()<>|&;#~=%^\n\r\t\u001b\u007f\u0085\u202eé👍")),
    });
    const words = [
      ...fc.sample(nasty, 300),
      ...fc.sample(fc.string({ unit: "grapheme" }), 200),
      "\n\n",
      "a\r\n",
    ];
    expect(throughShell(words)).toEqual(words.map((word) => word.replaceAll("\0", "")));
  });
});

describe("base64url", () => {
  it("goes there and back", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = bytesToBase64Url(bytes);
        expect(text).toMatch(/^[\w-]*$/);
        expect(base64UrlToBytes(text)).toEqual(bytes);
        expect(bytesToHex(bytes)).toMatch(/^([0-9a-f]{2})*$/);
        expect(bytesToHex(bytes)).toHaveLength(bytes.length * 2);
      }),
    );
  });
  it("writes hex with leading zeros", () => expect(bytesToHex(new Uint8Array([0, 10, 255]))).toBe("000aff"));
  it.each(["a", "a b", "é", "====", "ab=c"])("refuses %j", (text) =>
    expect(base64UrlToBytes(text)).toBeNull(),
  );
  it("takes ordinary base64 too", () =>
    expect(base64UrlToBytes("+/8=")).toEqual(new Uint8Array([0xfb, 0xff])));
});
