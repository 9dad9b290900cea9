import { describe, expect, test } from "vitest";
import { matchOf } from "./matching.ts";
import { standingOf } from "./standing.ts";
import { device, ID, NOWHERE, refusal, rowOf } from "./test-support/refusals.ts";
import type { PairedDevice } from "#domain/device.ts";

describe("whether it is still out", () => {
  const match = (change: Partial<PairedDevice>) => {
    const found = matchOf(rowOf(refusal()), { paired: [device(change)], pending: [], provenAt: NOWHERE });
    if (!found) throw new Error("No match");
    return found;
  };
  const now = 1_000_500;

  test("it fails, then it is quiet", () => {
    expect(standingOf(rowOf(refusal()), null, new Map(), now)).toBe("failing");
    expect(standingOf(rowOf(refusal()), null, new Map(), now + 3_600_000)).toBe("quiet");
  });

  test("it has come in, as the list or its session tells", () => {
    const later = { lastSeenAtMs: 1_000_100, lastSeenReason: "connect" };
    expect(standingOf(rowOf(refusal()), match(later), new Map(), now)).toBe("in");
    expect(standingOf(rowOf(refusal()), match({}), new Map([[ID, 1_000_100]]), now)).toBe("in");
    const token = { role: "operator", scopes: [], lastUsedAtMs: 1_000_100 };
    expect(standingOf(rowOf(refusal()), match({ tokens: [token] }), new Map(), now)).toBe("in");
  });

  test("it was in before that only", () => {
    const before = { lastSeenAtMs: 999_999, lastSeenReason: "connect" };
    expect(standingOf(rowOf(refusal()), match(before), new Map([[ID, 1_000_100]]), now)).toBe("failing");
    const left = { lastSeenAtMs: 1_000_100, lastSeenReason: "disconnect" };
    expect(standingOf(rowOf(refusal()), match(left), new Map(), now)).toBe("failing");
  });

  test("a faint match is no proof", () => {
    const faint = match({ remoteIp: undefined, lastSeenAtMs: 1_000_100, lastSeenReason: "connect" });
    expect(standingOf(rowOf(refusal()), faint, new Map(), now)).toBe("perhaps-in");
  });
});

test("what was approved since is no longer turned away for that", () => {
  const row = rowOf(refusal({ proven: { deviceId: ID, requestId: undefined }, code: "PAIRING_REQUIRED" }));
  const lists = { paired: [device({ approvedAtMs: 1_000_100 })], pending: [], provenAt: NOWHERE };
  expect(standingOf(row, matchOf(row, lists), new Map(), 1_000_500)).toBe("in");
  const claimed = rowOf(refusal());
  expect(standingOf(claimed, matchOf(claimed, lists), new Map(), 1_000_500)).toBe("failing");
});
