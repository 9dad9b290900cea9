import { describe, expect, test } from "vitest";
import type { Refusal } from "./refusal.ts";
import { addWrongTries, parseSignInLimit, stormOf } from "./storms.ts";
import { refusal } from "./test-support/refusals.ts";

describe("how close an address is to a lockout", () => {
  const limit = parseSignInLimit({ config: { gateway: {} } });
  if (!limit) throw new Error("No limit");
  const tries = (count: number, change: Partial<Refusal> = {}) =>
    Array.from({ length: count }, (_, index) => refusal({ atMs: 1_000_000 + index * 1_000, ...change }));
  const stormAfter = (refusals: readonly Refusal[], options = {}) => {
    const last = refusals.at(-1);
    if (!last) throw new Error("No try");
    const at = { nowMs: last.atMs, protocol: 4, ...options };
    return stormOf(last, addWrongTries(new Map(), refusals), limit, at);
  };

  test("named from the middle on, by the gateway's limit", () => {
    expect(stormAfter(tries(4))).toBeNull();
    expect(stormAfter(tries(5))).toEqual({ kind: "near", left: 5 });
    expect(stormAfter(tries(10))).toEqual({ kind: "near", left: 0 });
    expect(stormAfter(tries(9), { nowMs: 1_100_000 })).toBeNull();
  });

  test("device tokens are counted apart, and a missing one not at all", () => {
    const stale = tries(4, { code: "AUTH_DEVICE_TOKEN_MISMATCH", credential: "device-token" });
    expect(stormAfter([...tries(4), ...stale])).toBeNull();
    expect(stormAfter(tries(12, { code: "AUTH_TOKEN_MISSING" }))).toBeNull();
  });

  test("a lockout ends when it began plus its time, however many tries come", () => {
    const locked = [
      ...tries(10),
      ...tries(1, { atMs: 1_020_000, code: "AUTH_RATE_LIMITED" }),
      ...tries(1, { atMs: 1_050_000, code: "AUTH_RATE_LIMITED" }),
    ];
    expect(stormAfter(locked)).toEqual({ kind: "locked", untilMs: 1_020_000 + limit.lockoutMs });
    expect(stormAfter(locked, { nowMs: 1_020_001 + limit.lockoutMs })).toBeNull();
  });

  test("a program on the gateway's host is not locked out, and on old gateways nobody but browsers", () => {
    expect(stormAfter(tries(9, { address: "127.0.0.1", isForwarded: false }))).toBeNull();
    expect(stormAfter(tries(9), { protocol: 3 })).toBeNull();
    const browser = { client: { ...refusal().client, origin: "http://127.0.0.1:4173" } };
    expect(stormAfter(tries(9, { address: "127.0.0.1", isForwarded: false, ...browser }))).not.toBeNull();
    expect(stormAfter(tries(9, browser), { protocol: 3 })).not.toBeNull();
  });

  test("the limit is the configured one", () => {
    const set = { config: { gateway: { auth: { rateLimit: { maxAttempts: 3, exemptLoopback: false } } } } };
    expect(parseSignInLimit(set)).toMatchObject({ maxAttempts: 3, windowMs: 60_000, isSet: true });
    expect(
      parseSignInLimit({ config: { gateway: { auth: { rateLimit: { maxAttempts: "x" } } } } }),
    ).toBeNull();
    expect(parseSignInLimit(null)).toBeNull();
  });
});
