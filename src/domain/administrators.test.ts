import { describe, expect, it } from "vitest";
import { guardOf, isActiveAdministrator, leftOut } from "./administrators.ts";
import type { PairedDevice } from "./device.ts";

function device(deviceId: string, facts: Partial<PairedDevice> = {}): PairedDevice {
  return { deviceId, roles: ["operator"], scopes: ["operator.read"], tokens: [], ...facts };
}
function admin(deviceId: string, lastSeenAtMs = 0, token: { revokedAtMs?: number; scopes?: string[] } = {}) {
  return device(deviceId, {
    scopes: ["operator.admin"],
    lastSeenAtMs,
    tokens: [{ role: "operator", scopes: ["operator.admin"], ...token }],
  });
}

describe("isActiveAdministrator", () => {
  it.each([
    ["an administrator", admin("a"), true],
    ["one without listed tokens", device("a", { scopes: ["operator.admin"] }), true],
    ["a revoked one", admin("a", 0, { revokedAtMs: 1 }), false],
    ["one whose token was narrowed", admin("a", 0, { scopes: ["operator.read"] }), false],
    ["a reader", device("a"), false],
  ])("%s: %s", (_name, one, expected) => expect(isActiveAdministrator(one)).toBe(expected));
});

describe("guardOf", () => {
  it("knows this browser", () => {
    expect(guardOf("a", [device("a")], "a")).toEqual({ isThisBrowser: true, isLastAdministrator: false });
  });

  it("knows the last administrator, also where others are revoked", () => {
    expect(guardOf("a", [admin("a"), device("b")], null).isLastAdministrator).toBe(true);
    expect(guardOf("a", [admin("a"), admin("b", 0, { revokedAtMs: 1 })], null).isLastAdministrator).toBe(
      true,
    );
    expect(guardOf("a", [admin("a"), admin("b")], null).isLastAdministrator).toBe(false);
  });
});

describe("leftOut", () => {
  const ids = (devices: readonly PairedDevice[]) => devices.map(({ deviceId }) => deviceId);

  it("leaves out this browser, which then is the administrator who stays", () => {
    const all = [admin("me"), admin("b"), device("c")];
    expect(ids(leftOut(all, all, "me"))).toEqual(["me"]);
  });

  it("leaves out the administrator seen last where this browser is none", () => {
    const all = [device("me"), admin("b", 5), admin("c", 9), device("d")];
    expect(ids(leftOut(all, all, "me"))).toEqual(["me", "c"]);
  });

  it("leaves out nobody while another administrator stays", () => {
    expect(leftOut([admin("b")], [admin("b"), admin("c")], null)).toEqual([]);
  });
});
