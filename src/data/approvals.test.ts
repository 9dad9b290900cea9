import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differencesTo, findingIn, reviewOf } from "./approvals.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import type { DeviceList } from "#gateway/messages.ts";

const request: PairingRequest = {
  requestId: "r1",
  deviceId: "d1",
  publicKey: "k1",
  displayName: "Ada's iPhone",
  platform: "iOS 18.1",
  remoteIp: "203.0.113.9",
  roles: ["operator"],
  scopes: ["operator.read", "operator.write"],
  isRepair: false,
  requestedAtMs: 1_000,
};

const paired: PairedDevice = {
  deviceId: "d1",
  publicKey: "k1",
  roles: ["operator"],
  scopes: ["operator.read"],
  tokens: [],
};

const other: PairingRequest = { ...request, requestId: "r2", deviceId: "d2", publicKey: "k2" };
const stranger: PairedDevice = { ...paired, deviceId: "d2", scopes: ["operator.admin"] };

function listOf(pending: readonly PairingRequest[], devices: readonly PairedDevice[] = []): DeviceList {
  return { pending, paired: devices, unreadable: 0, readAtMs: 0 };
}

interface Situation {
  readonly asked: Pick<PairingRequest, "roles" | "scopes">;
  readonly held: Pick<PairedDevice, "roles" | "scopes"> | null;
  readonly publicKey: string;
}

function requestIn({ asked, publicKey }: Situation): PairingRequest {
  return { ...request, ...asked, publicKey };
}

function listIn(situation: Situation): DeviceList {
  return listOf([requestIn(situation)], situation.held ? [{ ...paired, ...situation.held }] : []);
}

function reviewIn(situation: Situation) {
  return reviewOf(requestIn(situation), listIn(situation));
}

describe("reviewOf", () => {
  it("shows a newcomer everything as new", () => {
    const reviewed = reviewOf(request, listOf([request], [stranger]));
    expect(reviewed).toMatchObject({ request, paired: undefined });
    expect(reviewed.grant).toMatchObject({
      widens: true,
      isNewKey: false,
      effectiveRoles: ["operator"],
      effectiveScopes: ["operator.read", "operator.write"],
    });
    expect(reviewed.grant.scopes.every(({ change }) => change === "added")).toBe(true);
  });

  it("compares with the paired device of the same id, and with no other", () => {
    const reviewed = reviewOf(request, listOf([other, request], [stranger, paired]));
    expect(reviewed.paired).toBe(paired);
    expect(reviewed.grant.scopes).toEqual([
      { value: "operator.read", change: "same" },
      { value: "operator.write", change: "added" },
    ]);
    expect(reviewed.snapshot.rights["held-scopes"]).toEqual(["operator.read"]);
  });

  it("notices a known id with another key", () => {
    const list = listOf([request], [{ ...paired, publicKey: "k0" }]);
    expect(reviewOf(request, list).grant.isNewKey).toBe(true);
  });
});

describe("differencesTo", () => {
  const shownList = listOf([other, request], [paired]);
  const reviewed = reviewOf(request, shownList);

  it.each<[string, DeviceList]>([
    ["the same list", shownList],
    ["the same in another order", listOf([request, other], [paired])],
    ["the same asked for again, later", listOf([{ ...request, requestedAtMs: 9_000 }], [paired])],
    [
      "the same rights in another order, and twice",
      listOf([{ ...request, scopes: ["operator.write", "operator.read", "operator.read"] }], [paired]),
    ],
    ["a new request of somebody else", listOf([request, { ...other, requestId: "r3" }], [paired])],
    ["a second request of the same device", listOf([{ ...request, requestId: "r9" }, request], [paired])],
    ["somebody else paired or widened", listOf([request], [paired, stranger])],
  ])("finds none in %s", (_what, list) => expect(differencesTo(reviewed, list)).toEqual([]));

  it.each<[string, DeviceList, readonly string[]]>([
    ["a request that is gone", listOf([other], [paired]), ["gone"]],
    ["an empty list", listOf([]), ["gone"]],
    [
      "a request of the same device under a new id",
      listOf([{ ...request, requestId: "r9" }], [paired]),
      ["gone"],
    ],
    [
      "a request that was widened in place",
      listOf([{ ...request, roles: ["operator", "node"], scopes: ["operator.admin"] }], [paired]),
      ["roles", "scopes"],
    ],
    [
      "a request that asks for less",
      listOf([{ ...request, scopes: ["operator.read"] }], [paired]),
      ["scopes"],
    ],
    ["another key", listOf([{ ...request, publicKey: "k2" }], [paired]), ["identity"]],
    ["another name", listOf([{ ...request, displayName: "Bob's iPhone" }], [paired]), ["description"]],
    ["another address", listOf([{ ...request, remoteIp: "198.51.100.7" }], [paired]), ["description"]],
    [
      "a page that asks from elsewhere",
      listOf([{ ...request, browserOrigin: "https://x" }], [paired]),
      ["description"],
    ],
    ["a device that was removed meanwhile", listOf([request]), ["held-roles", "held-scopes"]],
    [
      "a device that was widened meanwhile",
      listOf([request], [{ ...paired, scopes: ["operator.admin"] }]),
      ["held-scopes"],
    ],
  ])("finds %s", (_what, list, kinds) => {
    expect(differencesTo(reviewed, list).map(({ kind }) => kind)).toEqual(kinds);
  });

  it("lets nothing through that would grant something else than what was shown", () => {
    const rights = fc.record({
      roles: fc.uniqueArray(fc.constantFrom("operator", "node"), { minLength: 1 }),
      scopes: fc.uniqueArray(fc.constantFrom("operator.read", "operator.write", "operator.admin", "x")),
    });
    const situations: fc.Arbitrary<Situation> = fc.record({
      asked: rights,
      held: fc.option(rights),
      publicKey: fc.constantFrom("k1", "k2"),
    });
    const changes = fc.subarray(["asked", "held", "publicKey"] as const);
    fc.assert(
      fc.property(situations, situations, changes, (then, another, changed) => {
        const now = { ...then, ...Object.fromEntries(changed.map((part) => [part, another[part]])) };
        const before = reviewIn(then);
        const after = reviewIn(now);
        fc.pre(differencesTo(before, listIn(now)).length === 0);
        expect(after.grant.effectiveRoles.toSorted()).toEqual(before.grant.effectiveRoles.toSorted());
        expect(after.grant.effectiveScopes.toSorted()).toEqual(before.grant.effectiveScopes.toSorted());
        expect(after.grant.isNewKey).toBe(before.grant.isNewKey);
        expect(after.request.publicKey).toBe(before.request.publicKey);
      }),
    );
  });
});

describe("findingIn", () => {
  const upgrade = reviewOf(request, listOf([request], [{ ...paired, approvedAtMs: 1 }]));
  const asShown: PairedDevice = {
    ...paired,
    scopes: ["operator.read", "operator.write"],
    approvedAtMs: 2,
  };

  it("compares what was granted with what was shown, as for an answer that came", () => {
    expect(findingIn(listOf([], [asShown]), upgrade)).toEqual({
      kind: "approved",
      device: asShown,
      wider: null,
    });
    const wider = { ...asShown, roles: ["operator", "node"], scopes: [...asShown.scopes, "operator.admin"] };
    expect(findingIn(listOf([], [wider]), upgrade)).toEqual({
      kind: "approved",
      device: wider,
      wider: { roles: ["node"], scopes: ["operator.admin"] },
    });
  });

  it("looks at the tokens, too", () => {
    const tokens = [{ role: "operator", scopes: ["operator.admin"] }];
    expect(findingIn(listOf([], [{ ...asShown, tokens }]), upgrade)).toMatchObject({
      kind: "approved",
      wider: { scopes: ["operator.admin"] },
    });
  });

  it.each<[string, DeviceList | null, string]>([
    ["a gateway that cannot be asked", null, "unreadable"],
    ["a request that waits", listOf([request], [asShown]), "still-waiting"],
    ["a device that is not paired", listOf([]), "gone"],
    ["a device that has what it had before", listOf([], [{ ...paired, approvedAtMs: 1 }]), "gone"],
    ["a device that has less than was shown", listOf([], [{ ...paired, approvedAtMs: 2 }]), "gone"],
    ["a device that nobody has approved since", listOf([], [{ ...asShown, approvedAtMs: 1 }]), "gone"],
  ])("%s", (_what, list, kind) => expect(findingIn(list, upgrade)).toEqual({ kind }));
});
