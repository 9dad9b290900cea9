import { describe, expect, it } from "vitest";
import type { PairedDevice, PairingRequest } from "./device.ts";
import { listChanges, type ComparedList } from "./list-changes.ts";

function reading(pending: readonly string[], paired: readonly string[], unreadable = 0): ComparedList {
  return {
    pending: pending.map((requestId): PairingRequest => ({
      requestId,
      deviceId: `d-${requestId}`,
      roles: [],
      scopes: [],
      isRepair: false,
      requestedAtMs: 1,
    })),
    paired: paired.map((deviceId): PairedDevice => ({ deviceId, roles: [], scopes: [], tokens: [] })),
    unreadable,
  };
}

function idsOf(before: ComparedList, after: ComparedList) {
  const { appeared, vanished, ended } = listChanges(before, after);
  return {
    appeared: appeared.map(({ deviceId }) => deviceId),
    vanished: vanished.map(({ deviceId }) => deviceId),
    ended: ended.map(({ requestId }) => requestId),
  };
}

describe("listChanges", () => {
  it("finds who came and who went", () => {
    expect(idsOf(reading(["a", "b"], ["x", "y"]), reading(["b", "c"], ["z", "y"]))).toEqual({
      appeared: ["z"],
      vanished: ["x"],
      ended: ["a"],
    });
  });

  it("does not take what cannot be read for gone, nor what can be read again for new", () => {
    expect(idsOf(reading(["a"], ["x"]), reading([], [], 2))).toMatchObject({ vanished: [], ended: [] });
    expect(idsOf(reading([], [], 1), reading([], ["x"]))).toMatchObject({ appeared: [] });
  });

  it("finds nothing in the same reading", () => {
    const list = reading(["a"], ["x"]);
    expect(idsOf(list, { ...list })).toEqual({ appeared: [], vanished: [], ended: [] });
  });
});
