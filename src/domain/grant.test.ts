import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { PairedDevice, PairingRequest } from "./device.ts";
import { compareGrant, grantDiff } from "./grant.ts";

const request = (
  roles: readonly string[],
  scopes: readonly string[],
  publicKey?: string,
): PairingRequest => ({
  requestId: "r",
  deviceId: "d",
  roles,
  scopes,
  isRepair: false,
  requestedAtMs: 0,
  publicKey,
});
const device = (roles: readonly string[], scopes: readonly string[], publicKey?: string): PairedDevice => ({
  deviceId: "d",
  roles,
  scopes,
  tokens: [],
  publicKey,
});
const rights = fc.array(fc.constantFrom("operator.read", "operator.write", "operator.admin", "a", "b"));

describe("grantDiff", () => {
  it("shows all as new for a device that is not paired", () => {
    const diff = grantDiff(request(["operator"], ["operator.read", "operator.read", " "]), undefined);
    expect(diff.scopes).toEqual([{ value: "operator.read", change: "added" }]);
    expect(diff).toMatchObject({ widens: true, isNewKey: false, effectiveRoles: ["operator"] });
  });

  it("keeps what is not asked for, as the gateways do", () => {
    const diff = grantDiff(
      request(["operator", "node"], ["operator.read", "operator.admin"]),
      device(["operator"], ["operator.write", "operator.pairing"]),
    );
    expect(diff.roles).toEqual([
      { value: "operator", change: "same" },
      { value: "node", change: "added" },
    ]);
    expect(diff.scopes).toEqual([
      { value: "operator.read", change: "same" }, // under operator.write
      { value: "operator.admin", change: "added" },
      { value: "operator.write", change: "kept-not-asked" },
      { value: "operator.pairing", change: "kept-not-asked" },
    ]);
  });

  it("sees another key only where both are known", () => {
    expect(grantDiff(request([], [], "a"), device([], [], "b")).isNewKey).toBe(true);
    expect(grantDiff(request([], [], "a"), device([], [], "a")).isNewKey).toBe(false);
    expect(grantDiff(request([], []), device([], [], "a")).isNewKey).toBe(false);
  });

  it("ends in the union, and granting exactly that is not wider", () => {
    fc.assert(
      fc.property(rights, rights, (asked, held) => {
        const diff = grantDiff(request(asked, asked), device(held, held));
        expect(new Set(diff.effectiveScopes)).toEqual(new Set([...asked, ...held]));
        expect(compareGrant(diff, device(diff.effectiveRoles, diff.effectiveScopes))).toBeNull();
        expect(grantDiff(request(held, held), device(held, held)).widens).toBe(false);
      }),
    );
  });
});

describe("compareGrant", () => {
  const expected = { effectiveRoles: ["operator"], effectiveScopes: ["operator.write"] };
  it("names what is wider, also if only a token has it", () => {
    expect(
      compareGrant(expected, {
        ...device(["operator", "node"], ["operator.read", "operator.write"]),
        tokens: [{ role: "operator", scopes: ["operator.admin"] }],
      }),
    ).toEqual({ roles: ["node"], scopes: ["operator.admin"] });
  });
  it("does not mind less, or what is covered", () => {
    expect(compareGrant(expected, device(["operator"], ["operator.read"]))).toBeNull();
  });
});
