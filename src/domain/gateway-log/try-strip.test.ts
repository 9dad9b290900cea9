import fc from "fast-check";
import { expect, test } from "vitest";
import { addTries, BINS, joinStrips, type TryStrip } from "./try-strip.ts";

test("no try is lost from the strip, whatever its time", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 1 }), (times) => {
      const strip = times.reduce<TryStrip | null>((before, atMs) => addTries(before, atMs), null);
      expect(strip?.counts).toHaveLength(BINS);
      expect(strip?.counts.reduce((sum, count) => sum + count, 0)).toBe(times.length);
    }),
  );
});

test("no try is lost by joining, whatever the times", () => {
  const times = fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 1 });
  const stripOf = (all: readonly number[]) =>
    all.slice(1).reduce((strip, atMs) => addTries(strip, atMs), addTries(null, all[0] ?? 0));
  fc.assert(
    fc.property(times, times, (a, b) => {
      const { counts } = joinStrips(stripOf(a), stripOf(b));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(a.length + b.length);
    }),
  );
});
