import { describe, expect, test } from "vitest";
import { joinClients } from "./join-clients.ts";
import { matchOf, provenAddresses } from "./matching.ts";
import type { Refusal } from "./refusal.ts";
import { device, ID, refusal } from "./test-support/refusals.ts";
import { addRefusals } from "./turned-away.ts";
import { whoIsOut } from "./who-is-out.ts";

describe("one row a device", () => {
  const proven = refusal({ proven: { deviceId: ID, requestId: undefined }, atMs: 2_000_000 });
  const rowsOf = (...refusals: readonly Refusal[]) => {
    const clients = addRefusals(new Map(), refusals);
    const lists = {
      paired: [device({ remoteIp: undefined })],
      pending: [],
      provenAt: provenAddresses(clients),
    };
    return joinClients([...clients.values()].map((client) => ({ client, match: matchOf(client, lists) })));
  };

  test("a device that has shown where it is and its tries before that are one", () => {
    const rows = rowsOf(refusal({ atMs: 1_000_000 }), refusal({ atMs: 1_001_000 }), proven);
    expect(rows).toMatchObject([
      { client: { count: 3, sinceMs: 1_000_000, last: { atMs: 2_000_000 } }, match: { certainty: "look" } },
    ]);
    expect(rows[0]?.client.strip.counts.reduce((sum, count) => sum + count, 0)).toBe(3);
  });

  test("somebody of the same name elsewhere is not added to it", () => {
    const rows = rowsOf(refusal({ address: "203.0.113.66" }), proven);
    expect(rows.map(({ match }) => match?.certainty)).toEqual([undefined, "id"]);
  });
});

test("what a device was refused before it was approved does not count afterwards", () => {
  const asked = refusal({
    proven: { deviceId: ID, requestId: undefined },
    code: "PAIRING_REQUIRED",
    atMs: 1_000_000,
  });
  const clients = addRefusals(new Map(), [asked, refusal({ atMs: 3_000_000 })]);
  const approved = device({ remoteIp: undefined, approvedAtMs: 2_000_000 });
  const list = { paired: [approved], pending: [] };
  const at = { list, connectedAtMs: new Map<string, number>(), nowMs: 3_000_100 };
  expect(whoIsOut(clients, at)).toMatchObject({
    out: [{ client: { count: 1 }, match: { certainty: "look" }, standing: "failing" }],
    back: [],
  });
  const connectedAtMs = new Map([[ID, 3_000_050]]);
  expect(whoIsOut(clients, { ...at, connectedAtMs })).toMatchObject({
    out: [],
    back: [{ client: { count: 2 } }],
  });
});
