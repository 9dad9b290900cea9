import { describe, expect, it } from "vitest";
import type { PairingRequest } from "./device.ts";
import { findFloods } from "./floods.ts";

/** Requests of one address at these seconds. */
function requests(remoteIp: string | undefined, ...seconds: readonly number[]): PairingRequest[] {
  return seconds.map((second) => ({
    requestId: `${remoteIp}@${second}`,
    deviceId: "d",
    remoteIp,
    roles: [],
    scopes: [],
    isRepair: false,
    requestedAtMs: second * 1000,
  }));
}
const found = (pending: readonly PairingRequest[]) =>
  findFloods(pending).map(({ address, count, requests: all }) => [address, count, all.length]);

describe("findFloods", () => {
  it("sees none where there is none", () => {
    expect(found([])).toEqual([]);
    expect(found(requests("a", 0, 1))).toEqual([]);
    expect(found([...requests("a", 0, 1), ...requests("b", 0, 1)])).toEqual([]);
    expect(found(requests("a", 0, 50, 100, 150))).toEqual([]);
  });

  it("sees three within a minute, in any order, and takes all from that address", () => {
    expect(found(requests("a", 60, 0, 30))).toEqual([["a", 3, 3]]);
    expect(found(requests("a", 200, 130, 0, 160, 145))).toEqual([["a", 3, 5]]);
  });

  it("puts the largest first", () => {
    expect(found([...requests("a", 0, 1, 2), ...requests("b", 0, 1, 2, 3)])).toEqual([
      ["b", 4, 4],
      ["a", 3, 3],
    ]);
  });

  it("takes of those without an address only the ones of that minute", () => {
    expect(found([...requests(undefined, 0, 100, 101, 102), ...requests("", 103)])).toEqual([[null, 4, 4]]);
  });
});
