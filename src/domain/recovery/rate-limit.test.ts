import { describe, expect, it } from "vitest";
import { lockedUntilMs, triesLeft } from "./rate-limit.ts";

const failed = (code: string | null, atMs: number, retryAfterMs: number | null = null) => ({
  failure: { code, atMs, retryAfterMs },
});

describe("triesLeft", () => {
  it("counts wrong credentials of the last minute only", () => {
    const attempts = [
      failed("AUTH_TOKEN_MISMATCH", 0),
      failed("AUTH_TOKEN_MISMATCH", 50_000),
      failed("AUTH_DEVICE_TOKEN_MISMATCH", 60_000),
      failed("PAIRING_REQUIRED", 61_000),
      { failure: null },
    ];
    expect(triesLeft(attempts, 62_000)).toBe(8);
  });

  it("never goes below none", () => {
    const attempts = Array.from({ length: 12 }, () => failed("AUTH_TOKEN_MISMATCH", 1));
    expect(triesLeft(attempts, 2)).toBe(0);
  });
});

describe("lockedUntilMs", () => {
  it("goes by the gateway's hint, and by five minutes where it gives none", () => {
    expect(lockedUntilMs([failed("AUTH_RATE_LIMITED", 1_000, 300_000)])).toBe(301_000);
    expect(lockedUntilMs([failed("AUTH_RATE_LIMITED", 1_000)])).toBe(301_000);
  });

  it("is over once another attempt had another end", () => {
    expect(lockedUntilMs([failed("AUTH_RATE_LIMITED", 1), { failure: null }])).toBeNull();
    expect(lockedUntilMs([])).toBeNull();
  });
});
