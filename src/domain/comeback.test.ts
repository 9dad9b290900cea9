import { describe, expect, it } from "vitest";
import { comebackOf } from "./comeback.ts";
import type { PairedDevice, PairingRequest } from "./device.ts";

const DEVICE: PairedDevice = {
  deviceId: "d",
  roles: ["operator"],
  scopes: [],
  tokens: [{ role: "operator", scopes: [], rotatedAtMs: 100, lastUsedAtMs: 50 }],
};
const REQUEST: PairingRequest = {
  deviceId: "d",
  requestId: "r",
  roles: [],
  scopes: [],
  isRepair: true,
  requestedAtMs: 1,
};

function comeback(
  device: Partial<PairedDevice> | null,
  { pending = [] as PairingRequest[], online = null as ReadonlySet<string> | null } = {},
) {
  const paired = device ? [{ ...DEVICE, ...device }] : [];
  return comebackOf({ deviceId: "d", role: "operator", sinceMs: 100, pending, paired, online }).kind;
}

describe("comebackOf", () => {
  it("waits while there is no sign of life since the rotation", () => {
    expect(comeback({})).toBe("waiting");
    expect(comeback({ lastSeenAtMs: 200, lastSeenReason: "disconnect" })).toBe("waiting");
    expect(comeback({ connected: false }, { online: new Set(["d"]) })).toBe("waiting");
  });

  it("sees it back by a used or renewed token, by a sign-in, or by an open session", () => {
    expect(comeback({ tokens: [{ role: "operator", scopes: [], lastUsedAtMs: 101 }] })).toBe("back");
    expect(comeback({ tokens: [{ role: "operator", scopes: [], rotatedAtMs: 101 }] })).toBe("back");
    expect(comeback({ lastSeenAtMs: 101, lastSeenReason: "connect" })).toBe("back");
    expect(comeback({ connected: true })).toBe("back");
    expect(comeback({}, { online: new Set(["d"]) })).toBe("back");
  });

  it("is not taken in by the session of another role", () => {
    expect(comeback({ roles: ["operator", "node"], connected: true })).toBe("waiting");
  });

  it("sees it ask again, and sees it removed", () => {
    expect(comeback({}, { pending: [REQUEST] })).toBe("asks");
    expect(comeback(null)).toBe("removed");
  });
});
