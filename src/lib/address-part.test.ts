import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressPart } from "./address-part.ts";

describe("addressPart", () => {
  it("escapes what an address would take for its own", () => {
    expect(addressPart("a/b?c#d e")).toBe("a%2Fb%3Fc%23d%20e");
    expect(addressPart("📱")).toBe("%F0%9F%93%B1");
  });

  it("replaces half characters", () => {
    expect(addressPart("a\ud83db")).toBe("a%EF%BF%BDb");
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(), (text, cut) => {
        const part = text.slice(cut % (text.length + 1));
        expect(decodeURIComponent(addressPart(part))).toHaveLength(part.length);
      }),
    );
  });
});
