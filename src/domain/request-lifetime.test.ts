import { describe, expect, it } from "vitest";
import { END_MARGIN_MS, REQUEST_LIFETIME_MS, requestLifetime } from "./request-lifetime.ts";

const MINUTE = 60_000;
const ASKED = 1_000_000;
const END = ASKED + REQUEST_LIFETIME_MS;
const standing = (readAtMs: number, nowMs: number, clockDifferenceMs = 0) =>
  requestLifetime(
    { requestedAtMs: ASKED + clockDifferenceMs },
    { readAtMs: readAtMs, clockDifferenceMs },
    nowMs,
  );

describe("requestLifetime", () => {
  it.each([0, 10 * MINUTE, -10 * MINUTE])("counts down for five minutes (clocks %d ms apart)", (apart) => {
    expect(standing(ASKED, ASKED, apart)).toEqual({ kind: "waiting", leftMs: REQUEST_LIFETIME_MS });
    expect(standing(ASKED, END - 1_000, apart)).toEqual({ kind: "waiting", leftMs: 1_000 });
  });

  it("knows nothing once they are over, before the list was read again", () => {
    expect(standing(ASKED, END)).toEqual({ kind: "over" });
    expect(standing(END - 1, END + 60 * MINUTE)).toEqual({ kind: "over" });
    expect(standing(END + END_MARGIN_MS - 1, END + END_MARGIN_MS)).toEqual({ kind: "over" });
  });

  it("says how long it asked where the list was read since and still has it", () => {
    const readAtMs = ASKED + 12 * MINUTE;
    for (const apart of [0, 10 * MINUTE, -10 * MINUTE])
      expect(standing(readAtMs, readAtMs, apart)).toEqual({ kind: "still-asking", forMs: 12 * MINUTE });
    // Nothing was learned in the hour since.
    expect(standing(readAtMs, readAtMs + 60 * MINUTE)).toEqual({ kind: "still-asking", forMs: 12 * MINUTE });
    expect(standing(END + END_MARGIN_MS, END)).toMatchObject({ kind: "still-asking" });
  });

  it("never shows more than five minutes, also for a time far ahead", () => {
    expect(standing(ASKED - 60 * MINUTE, ASKED - 60 * MINUTE)).toEqual({
      kind: "waiting",
      leftMs: REQUEST_LIFETIME_MS,
    });
  });
});
