import { describe, expect, it } from "vitest";
import { DAMAGE_KINDS, FrameDamage } from "./frame-damage.ts";

const EVENT = JSON.stringify({
  type: "event",
  event: "device.pair.requested",
  payload: { requestId: "r", deviceId: "d", scopes: ["a", "b"], ts: 1 },
  seq: 7,
});

function series(seed: number, count: number) {
  const damage = new FrameDamage(seed);
  return Array.from({ length: count }, () => damage.damage(EVENT, "device.pair.requested"));
}

describe("FrameDamage", () => {
  it("does the same again for the same seed, and something else for another", () => {
    expect(series(7, 200)).toEqual(series(7, 200));
    expect(series(8, 200)).not.toEqual(series(7, 200));
  });

  it("damages in every way", () => {
    const all = series(1, 500);
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(DAMAGE_KINDS));
    expect(all.filter(({ text }) => text === EVENT).length).toBeLessThan(5);
  });

  it("puts every wrong value into every field", () => {
    const damage = new FrameDamage(1);
    const damaged = new Set(
      Array.from({ length: 400 }, () => damage.as("wrong-type", EVENT, "device.pair.requested")),
    );
    // Nine fields (entries of a list are one), eighteen values; some of them are what the frame says anyway.
    expect(damaged.size).toBeGreaterThan(9 * 18 - 4);
    const texts = [...damaged].join("\n");
    expect(texts).toContain('"requestId":null');
    expect(texts).toContain('"ts":1e999');
    expect(texts).toContain('"payload":[]');
    expect(texts).toContain('"seq":-1');
  });

  it.each([
    ["doubled-entry", /"scopes":\["(?:a","a","b|a","b","a|a","b","b|b","a","b)"\]/],
    ["lone-surrogate", /\\ud83d|\\udc00/],
    ["deep-nesting", /\[{20000}|(?:\{"a":){20000}/],
    ["proto-key", /"__proto__":\{"isPolluted":true\}/],
    ["unknown-field", /"unheardOf"/],
  ] as const)("%s is valid JSON", (kind, pattern) => {
    const text = new FrameDamage(3).as(kind, EVENT, "device.pair.requested");
    expect(text).toMatch(pattern);
    expect(() => void JSON.parse(text)).not.toThrow();
  });

  it("leaves alone what has no place for the damage", () => {
    expect(new FrameDamage(1).as("doubled-entry", '{"type":"event"}', "tick")).toBe('{"type":"event"}');
  });
});
