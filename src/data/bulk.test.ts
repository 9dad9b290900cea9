import { describe, expect, it } from "vitest";
import { statusNow, type BulkItem, type BulkStatus } from "./bulk.ts";
import type { DeviceList } from "#gateway/messages.ts";

const removal: BulkItem = { kind: "remove", id: "d1" };
const rejection: BulkItem = { kind: "reject", id: "r1" };
const EMPTY: DeviceList = { pending: [], paired: [], unreadable: 0, readAtMs: 0 };
const FULL: DeviceList = {
  pending: [{ requestId: "r1", deviceId: "d2", roles: [], scopes: [], isRepair: false, requestedAtMs: 1 }],
  paired: [{ deviceId: "d1", roles: [], scopes: [], tokens: [] }],
  unreadable: 0,
  readAtMs: 0,
};

const revocation: BulkItem = { kind: "revoke", id: "d1", role: "operator" };
const before = { role: "operator", scopes: ["operator.read", "operator.write"], createdAtMs: 1 };
const narrowing: BulkItem = { kind: "rotate", id: "d1", role: "operator", scopes: ["operator.read"], before };
const withToken = (change: object): DeviceList => ({
  ...EMPTY,
  paired: [{ deviceId: "d1", roles: [], scopes: [], tokens: [{ ...before, ...change }] }],
});

describe("statusNow", () => {
  it.each<[string, BulkItem, BulkStatus, DeviceList, BulkStatus]>([
    ["a removal that the gateway confirmed", removal, "done", EMPTY, "done"],
    ["a removal whose answer was lost, of a device that is gone", removal, "unknown", EMPTY, "done"],
    ["a removal whose answer was lost, of a device that is there", removal, "unknown", FULL, "waiting"],
    ["a device that is back", removal, "done", FULL, "back"],
    ["a rejection that the gateway confirmed", rejection, "done", EMPTY, "done"],
    // It may have been approved elsewhere: nothing is called rejected that was not seen to be.
    ["a refused rejection of a request that is gone", rejection, "refused", EMPTY, "gone"],
    ["a rejection whose answer was lost, of a request that is gone", rejection, "unknown", EMPTY, "gone"],
    ["a rejection that was refused", rejection, "refused", FULL, "refused"],
    ["a revocation that the gateway confirmed", revocation, "done", withToken({ revokedAtMs: 2 }), "done"],
    ["a revocation that a sign-in has undone", revocation, "done", withToken({}), "back"],
    ["a revocation whose answer was lost", revocation, "unknown", withToken({ revokedAtMs: 2 }), "done"],
    ["a revocation that never came to the gateway", revocation, "unknown", withToken({}), "waiting"],
    ["a revocation of a device that is gone", revocation, "refused", EMPTY, "done"],
    ["a rotation", narrowing, "done", withToken({ rotatedAtMs: 2, scopes: ["operator.read"] }), "done"],
    ["a device that has got its wider token back", narrowing, "done", withToken({ rotatedAtMs: 2 }), "back"],
    [
      "a rotation whose answer was lost",
      narrowing,
      "unknown",
      withToken({ rotatedAtMs: 2, scopes: ["operator.read"] }),
      "done",
    ],
    ["a rotation that never came to the gateway", narrowing, "unknown", withToken({}), "waiting"],
    ["a rotation that was refused", narrowing, "refused", withToken({}), "refused"],
    ["a rotation of a device that is gone", narrowing, "refused", EMPTY, "gone"],
  ])("%s", (_what, item, status, list, now) => {
    expect(statusNow(item, status, list)).toBe(now);
  });
});
