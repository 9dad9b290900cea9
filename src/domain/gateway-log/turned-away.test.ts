import { describe, expect, test } from "vitest";
import { addLines, EMPTY_LOG } from "./gateway-log.ts";
import fixture from "./lines.fixture.json" with { type: "json" };
import { readLogLine } from "./log-line.ts";
import type { Refusal } from "./refusal.ts";
import { ID, refusal, rowOf } from "./test-support/refusals.ts";
import { addRefusals } from "./turned-away.ts";

describe("one row a client", () => {
  test("every try of a client counts, and its last answer is shown", () => {
    const row = rowOf(
      refusal({ atMs: 1_000 }),
      refusal({ atMs: 3_000, reason: "rate_limited", code: "AUTH_RATE_LIMITED" }),
      refusal({ atMs: 2_000 }),
    );
    expect(row).toMatchObject({ count: 3, sinceMs: 1_000, last: { atMs: 3_000, code: "AUTH_RATE_LIMITED" } });
    expect([...row.answers]).toEqual(["token_mismatch", "rate_limited"]);
  });

  test.each([
    ["another name", { client: { name: "Ben's phone" } }],
    ["another app", { client: { clientId: "cli" } }],
    ["another address", { address: "203.0.113.10" }],
    ["another page", { client: { origin: "https://a.example" } }],
  ])("%s is another client", (_, change) => {
    expect(addRefusals(new Map(), [refusal(), refusal(change)]).size).toBe(2);
  });

  test("what a device has proven stays apart from what anybody claims", () => {
    const proven = refusal({ proven: { deviceId: ID, requestId: undefined } });
    expect(addRefusals(new Map(), [proven, refusal()]).size).toBe(2);
  });

  test("one address under many names becomes a crowd, and pushes nobody out", () => {
    const honest = refusal({ address: "203.0.113.1" });
    const many = Array.from({ length: 5_000 }, (_, index) =>
      refusal({ atMs: 2_000_000 + index, client: { name: `Name ${index}` } }),
    );
    const clients = [...addRefusals(new Map(), [honest, ...many]).values()];
    expect(clients.some(({ last }) => last.address === "203.0.113.1")).toBe(true);
    expect(clients.length).toBeLessThan(30);
    expect(clients.reduce((sum, { count }) => sum + count, 0)).toBe(5_001);
  });

  test("many addresses stay bounded, too", () => {
    const many = Array.from({ length: 2_000 }, (_, index) =>
      refusal({ atMs: index, address: `10.0.0.${index}` }),
    );
    expect(addRefusals(new Map(), many).size).toBe(200);
  });

  test("fifty clients that fail for ten minutes take no more room than once", () => {
    const tries = (seconds: number) =>
      Array.from({ length: seconds * 50 }, (_, index) =>
        refusal({ atMs: Math.floor(index / 50) * 1_000, address: `203.0.113.${index % 50}` }),
      );
    const sizeOf = (refusals: readonly Refusal[]) =>
      JSON.stringify([...addRefusals(new Map(), refusals).values()]).length;
    expect(sizeOf(tries(600))).toBeLessThan(sizeOf(tries(1)) * 1.5);
  });
});

test("the whole log of a gateway, read twice over, stays the same log where nothing is new", () => {
  const lines = Object.values(fixture["2026.9.6"]).flat().map(readLogLine);
  const log = addLines(EMPTY_LOG, lines);
  expect(log.unreadable).toBe(0);
  expect(log.clients.size).toBeGreaterThan(5);
  expect(log.changes.map(({ id }) => id)).toEqual(log.changes.map((_, index) => -1 - index));
  expect(addLines(log, [])).toBe(log);
  expect(addLines(log, [null]).unreadable).toBe(1);
});
