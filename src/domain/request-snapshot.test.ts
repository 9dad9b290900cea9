import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { PairingRequest } from "./device.ts";
import { compareSnapshots, snapshotOf } from "./request-snapshot.ts";

const text = fc.option(fc.string(), { nil: undefined });
const requests: fc.Arbitrary<PairingRequest> = fc.record({
  requestId: fc.constant("r"),
  deviceId: fc.constantFrom("d", "e"),
  publicKey: text,
  displayName: text,
  platform: text,
  remoteIp: text,
  roles: fc.array(fc.constantFrom("operator", "node")),
  scopes: fc.array(fc.constantFrom("operator.read", "operator.admin", "x")),
  isRepair: fc.boolean(),
  requestedAtMs: fc.nat(),
});

const base: PairingRequest = {
  requestId: "r",
  deviceId: "d",
  publicKey: "k",
  displayName: "Ada",
  roles: ["operator"],
  scopes: ["operator.read", "operator.write"],
  isRepair: false,
  requestedAtMs: 1000,
};
const compare = (change: Partial<PairingRequest>) =>
  compareSnapshots(snapshotOf(base), snapshotOf({ ...base, ...change }));

describe("compareSnapshots", () => {
  it("finds nothing between a request and itself, and the same number of differences both ways", () => {
    fc.assert(
      fc.property(requests, requests, (a, b) => {
        expect(compareSnapshots(snapshotOf(a), snapshotOf(a))).toEqual([]);
        const there = compareSnapshots(snapshotOf(a), snapshotOf(b));
        const back = compareSnapshots(snapshotOf(b), snapshotOf(a));
        expect(back.map((difference) => difference.kind)).toEqual(there.map((difference) => difference.kind));
      }),
    );
  });

  it("minds neither the order of rights nor a new time", () => {
    expect(
      compare({ scopes: ["operator.write", "operator.read", "operator.read"], requestedAtMs: 99_000 }),
    ).toEqual([]);
  });

  it("sees a request that was widened in place", () => {
    expect(compare({ roles: ["operator", "node"], scopes: [...base.scopes, "operator.admin"] })).toEqual([
      { kind: "roles", before: ["operator"], after: ["node", "operator"], added: ["node"], removed: [] },
      {
        kind: "scopes",
        before: ["operator.read", "operator.write"],
        after: ["operator.admin", "operator.read", "operator.write"],
        added: ["operator.admin"],
        removed: [],
      },
    ]);
  });

  it("sees another key, name and address", () => {
    expect(compare({ publicKey: "z", displayName: undefined, remoteIp: "203.0.113.9" })).toEqual([
      { kind: "identity", field: "publicKey", before: "k", after: "z" },
      { kind: "description", field: "displayName", before: "Ada", after: null },
      { kind: "description", field: "remoteIp", before: null, after: "203.0.113.9" },
    ]);
  });

  it("sees that the device holds other rights than were shown", () => {
    const paired = { deviceId: "d", roles: ["operator"], scopes: ["operator.admin"], tokens: [] };
    expect(compareSnapshots(snapshotOf(base), snapshotOf(base, paired)).map(({ kind }) => kind)).toEqual([
      "held-roles",
      "held-scopes",
    ]);
  });

  it("calls a request gone that is not listed or has another id", () => {
    expect(compareSnapshots(snapshotOf(base), undefined)).toEqual([{ kind: "gone" }]);
    expect(compare({ requestId: "s" })).toEqual([{ kind: "gone" }]);
  });
});
