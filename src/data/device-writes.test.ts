import { describe, expect, it } from "vitest";
import { tokenNow } from "./device-writes.ts";
import type { DeviceToken } from "#domain/device.ts";
import type { DeviceList } from "#gateway/messages.ts";

const target = { deviceId: "d1", role: "operator" };
const before: DeviceToken = { role: "operator", scopes: [], createdAtMs: 1, rotatedAtMs: undefined };

function listWith(...tokens: readonly DeviceToken[]): DeviceList {
  return {
    pending: [],
    paired: [{ deviceId: "d1", roles: [], scopes: [], tokens }],
    unreadable: 0,
    readAtMs: 0,
  };
}

describe("what is so of a token after a rotation whose answer was lost", () => {
  it("is not known where the gateway cannot be asked", () => {
    expect(tokenNow(null, target, before)).toBe("unreadable");
  });

  it("is newer or the same", () => {
    expect(tokenNow(listWith({ ...before, rotatedAtMs: 2 }), target, before)).toBe("newer");
    expect(tokenNow(listWith(before), target, before)).toBe("same");
  });

  it("is never called rotated when somebody removed the device, or the role, meanwhile", () => {
    expect(tokenNow({ pending: [], paired: [], unreadable: 0, readAtMs: 0 }, target, before)).toBe("gone");
    expect(tokenNow(listWith({ ...before, role: "node", rotatedAtMs: 2 }), target, before)).toBe("gone");
  });
});
