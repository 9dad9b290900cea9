import { describe, expect, it } from "vitest";
import { reconnectStatus } from "./reconnect.ts";
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

function status(
  device: Partial<PairedDevice> | null,
  { pending = [] as PairingRequest[], online = null as ReadonlySet<string> | null } = {},
) {
  const paired = device ? [{ ...DEVICE, ...device }] : [];
  return reconnectStatus({ deviceId: "d", role: "operator", sinceMs: 100, pending, paired, online }).kind;
}

describe("reconnectStatus", () => {
  it("waits while there is no sign of life since the rotation", () => {
    expect(status({})).toBe("waiting");
    expect(status({ lastSeenAtMs: 200, lastSeenReason: "disconnect" })).toBe("waiting");
    expect(status({ connected: false }, { online: new Set(["d"]) })).toBe("waiting");
  });

  it("sees it back by a used or renewed token, by a sign-in, or by an open session", () => {
    expect(status({ tokens: [{ role: "operator", scopes: [], lastUsedAtMs: 101 }] })).toBe("reconnected");
    expect(status({ tokens: [{ role: "operator", scopes: [], rotatedAtMs: 101 }] })).toBe("reconnected");
    expect(status({ lastSeenAtMs: 101, lastSeenReason: "connect" })).toBe("reconnected");
    expect(status({ connected: true })).toBe("reconnected");
    expect(status({}, { online: new Set(["d"]) })).toBe("reconnected");
  });

  it("is not taken in by the session of another role", () => {
    expect(status({ roles: ["operator", "node"], connected: true })).toBe("waiting");
  });

  it("sees it ask again, and sees it removed", () => {
    expect(status({}, { pending: [REQUEST] })).toBe("asks");
    expect(status(null)).toBe("removed");
  });
});
