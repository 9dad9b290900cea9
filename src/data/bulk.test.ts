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
  ])("%s", (_what, item, status, list, now) => {
    expect(statusNow(item, status, list)).toBe(now);
  });
});
