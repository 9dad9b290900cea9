import { describe, expect, it } from "vitest";

import type { DeviceToken, PairedDevice } from "#domain/device.ts";
import { findSameDevices } from "#domain/same-device.ts";

import { findSuggestions, type SuggestionFacts } from "./suggestions.ts";

const DAY = 86_400_000;
const NOW = 1_000 * DAY;

const make = (change: Partial<PairedDevice> = {}): PairedDevice => ({
  deviceId: "d",
  roles: ["operator"],
  scopes: ["operator.read"],
  tokens: [],
  ...change,
});
const operator = (scopes: string[], change: Partial<DeviceToken> = {}): DeviceToken => ({
  role: "operator",
  scopes,
  createdAtMs: NOW - DAY,
  ...change,
});

function suggest(devices: readonly PairedDevice[], change: Partial<SuggestionFacts> = {}) {
  return findSuggestions(devices, {
    online: null,
    nowMs: NOW,
    sameDevices: findSameDevices(devices),
    thisDeviceId: null,
    unseenDays: 90,
    tokenDays: 180,
    execRules: new Map(),
    ...change,
  });
}

/** The kinds of what is suggested for one device. */
function kinds(device: PairedDevice, change: Partial<SuggestionFacts> = {}) {
  return (
    suggest([device], change)
      .get(device.deviceId)
      ?.map(({ kind }) => kind) ?? []
  );
}

describe("removing", () => {
  const unseen = make({ lastSeenAtMs: NOW - 132 * DAY });
  it("is suggested for what was not seen for long, and says by what that is known", () => {
    const [first] = suggest([unseen]).get("d") ?? [];
    expect(first?.reason).toBe("Not seen for 132 days");
    expect(first?.restsOn).toContain("last seen");
    const [old] =
      suggest([make({ tokens: [operator([], { lastUsedAtMs: NOW - 100 * DAY })] })]).get("d") ?? [];
    expect(old?.unknown).toContain("does not record sign-ins with the shared token");
  });

  it.each<[string, PairedDevice, Partial<SuggestionFacts>]>([
    ["what was seen lately", make({ lastSeenAtMs: NOW - 89 * DAY }), {}],
    ["what is online", unseen, { online: new Set(["d"]) }],
    ["this browser", unseen, { thisDeviceId: "d" }],
    ["what nobody knows about", make(), {}],
  ])("is not suggested for %s", (_what, device, change) => expect(kinds(device, change)).toEqual([]));

  it("is suggested for a pairing that was not seen since a newer one of the same device", () => {
    const phone = { clientId: "openclaw-ios", clientMode: "ui", platform: "ios", displayName: "iPhone" };
    const before = {
      ...make(phone),
      deviceId: "old",
      createdAtMs: NOW - 50 * DAY,
      lastSeenAtMs: NOW - 30 * DAY,
    };
    const after = { ...make(phone), deviceId: "new", createdAtMs: NOW - 20 * DAY, lastSeenAtMs: NOW };
    const found = suggest([before, after]);
    expect(found.get("old")?.[0]?.reason).toBe("Replaced by a newer pairing");
    expect(found.has("new")).toBe(false);
    expect(suggest([{ ...before, lastSeenAtMs: NOW - DAY }, after]).size).toBe(0);
    expect(suggest([before, { ...after, createdAtMs: NOW - DAY }]).size).toBe(0);
  });
});

describe("narrowing", () => {
  const scopes = ["operator.admin", "operator.read"];
  it("is suggested for an app that needs no administrator rights", () => {
    const [first] =
      suggest([make({ clientId: "openclaw-watchos", scopes, tokens: [operator(scopes)] })]).get("d") ?? [];
    expect(first?.decision).toEqual({ kind: "narrow", scopes: ["operator.read"] });
    expect(first?.unknown).toContain("do not record the use of a right");
  });

  it("is suggested for a token that holds more than was approved", () => {
    const [first] =
      suggest([make({ tokens: [operator(["operator.read", "operator.write"])] })]).get("d") ?? [];
    expect(first?.decision).toEqual({ kind: "narrow", scopes: ["operator.read"] });
  });

  it.each<[string, PairedDevice]>([
    ["a control UI", make({ clientId: "openclaw-control-ui", scopes, tokens: [operator(scopes)] })],
    [
      "what has nothing else",
      make({ clientId: "node-host", scopes, tokens: [operator(["operator.admin"])] }),
    ],
    [
      "a revoked token",
      make({ clientId: "node-host", scopes, tokens: [operator(scopes, { revokedAtMs: 1 })] }),
    ],
  ])("is not suggested for %s", (_what, device) => expect(kinds(device)).toEqual([]));
});

it("rotating is suggested for old tokens, by their last rotation", () => {
  const old = operator(["operator.read"], { createdAtMs: NOW - 400 * DAY });
  expect(kinds(make({ tokens: [old] }))).toEqual(["rotate"]);
  expect(kinds(make({ tokens: [old] }), { tokenDays: 500 })).toEqual([]);
  expect(kinds(make({ tokens: [{ ...old, rotatedAtMs: NOW - DAY }] }))).toEqual([]);
  expect(kinds(make({ tokens: [{ ...old, revokedAtMs: NOW }] }))).toEqual([]);
});

it("a node whose machine runs anything without asking is asked about", () => {
  const node = make({ roles: ["node"] });
  const rule = (security?: string, ask?: string) => ({
    execRules: new Map([["d", { security, ask, hasAgentRules: false }]]),
  });
  expect(kinds(node, rule("full", "off"))).toEqual(["ask"]);
  // What a node host starts with.
  expect(kinds(node, rule())).toEqual(["ask"]);
  expect(kinds(node, rule("full", "always"))).toEqual([]);
  expect(kinds(node, rule("allowlist", "off"))).toEqual([]);
  expect(kinds(make(), rule("full", "off"))).toEqual([]);
});
