import { describe, expect, it } from "vitest";

import { nameSkeleton, pairedNameSkeleton, shortDeviceId, shownName } from "./names.ts";

const id = "c9a4fe15bc86476834e6e9dd57d176b9c9a4fe15bc86476834e6e9dd57d176b9";

describe("shownName", () => {
  it.each([
    [{ operatorLabel: "Kitchen", displayName: "iPad", clientId: "cli" }, "Kitchen", "label"],
    [{ displayName: "iPad", clientId: "cli" }, "iPad", "name"],
    [{ displayName: "\u200b\u200b", clientId: "cli" }, "cli", "client"],
    [{ operatorLabel: "  ", displayName: "\u3164", clientId: "\u2800" }, "c9a4fe15", "id"],
    [{}, "c9a4fe15", "id"],
  ])("takes the first name of which something can be seen: %j", (names, plain, source) => {
    const shown = shownName({ deviceId: id, ...names });
    expect([shown.safe.plain, shown.source]).toEqual([plain, source]);
  });
});

describe("shortDeviceId", () => {
  it.each([
    [id, "c9a4fe15"],
    [id.toUpperCase(), "c9a4fe15"],
    ["dev-1", "dev-1"],
    ["\u202eevil", "[RLO]evi…"],
    ["", "no id"],
  ])("%j is %j", (deviceId, short) => expect(shortDeviceId(deviceId)).toBe(short));
});

describe("sameLookingName", () => {
  it.each([
    ["Ada’s iPhone", "Adas IPHONE"],
    ["admin", "аdmіn"], // Cyrillic а, і
    ["NAS", "ΝΑЅ"], // Greek Ν, Α, Cyrillic Ѕ
    ["build-box", "build\u2010b\u200box"],
    ["node-0", "node-O"],
    ["cli", "cIi"],
    ["Kitchen", "Kıtchén"],
    ["Kitchen", "Ｋｉｔｃｈｅｎ"],
    ["modern", "modem"],
    ["Кухня", "КУХНЯ"],
  ])("%j looks like %j", (a, b) => {
    expect(nameSkeleton(a)).not.toBe("");
    expect(nameSkeleton(a)).toBe(nameSkeleton(b));
  });

  it.each([
    ["iPad 1", "iPad 2"],
    ["box-1", "box-11"],
    ["nas", "mas"],
  ])("%j does not look like %j", (a, b) => expect(nameSkeleton(a)).not.toBe(nameSkeleton(b)));

  it.each(["", "\u200b", " "])("%j is a name that cannot be seen", (name) =>
    expect(nameSkeleton(name)).toBe(""),
  );

  it("says the same of a paired device's name, the first time and later", () => {
    expect([1, 2].map(() => pairedNameSkeleton("Kıtchén"))).toEqual(["kitchen", "kitchen"].map(nameSkeleton));
  });

  it("judges the part that is shown, also of endless names", () => {
    const long = "x".repeat(1_000_000);
    expect(nameSkeleton(`${long}a`)).toBe(nameSkeleton(`${long}b`));
    expect(nameSkeleton(long)).toHaveLength(64);
  });
});
