import { expect, test } from "vitest";
import type { PairedDevice } from "./device.ts";
import type { LiveSession } from "./live-session.ts";
import { devicesBeyond, rightsDifferences } from "./rights-differences.ts";

const read = { role: "operator", scopes: ["operator.read"] };

function device(change: Partial<PairedDevice>): PairedDevice {
  return { deviceId: "a", roles: ["operator"], scopes: ["operator.read"], tokens: [read], ...change };
}

function session(change: Partial<LiveSession>): LiveSession {
  return {
    deviceId: "a",
    displayName: undefined,
    clientId: undefined,
    clientMode: undefined,
    version: undefined,
    platform: undefined,
    address: undefined,
    roles: ["operator"],
    scopes: ["operator.read"],
    sinceMs: undefined,
    ...change,
  };
}

test("what fits is no difference", () => {
  expect(rightsDifferences(device({}), [session({})])).toEqual([]);
  // New gateways write out in the token what the administrator's scope includes.
  const tokens = [{ role: "operator", scopes: ["operator.admin", "operator.read", "operator.write"] }];
  expect(rightsDifferences(device({ scopes: ["operator.admin"], tokens }), [])).toEqual([]);
});

test("an approved role without a token that works", () => {
  const revoked = { ...read, revokedAtMs: 1 };
  expect(rightsDifferences(device({ tokens: [revoked] }), [])).toEqual([
    { kind: "no-token", role: "operator", scopes: [] },
  ]);
  expect(rightsDifferences(device({ roles: ["operator", "node"] }), [])).toEqual([
    { kind: "no-token", role: "node", scopes: [] },
  ]);
});

test("a token beyond what was approved", () => {
  const tokens = [{ role: "operator", scopes: ["operator.read", "operator.admin"] }];
  expect(rightsDifferences(device({ tokens }), [])).toEqual([
    { kind: "wider-token", role: "operator", scopes: ["operator.admin"] },
  ]);
  const node = { role: "node", scopes: [] };
  expect(rightsDifferences(device({ tokens: [read, node] }), [])).toEqual([
    { kind: "role-not-approved", role: "node", scopes: [] },
  ]);
});

test("a node token with an operator's scopes, also with those that were approved", () => {
  const tokens = [read, { role: "node", scopes: ["operator.read", "plugin.x"] }];
  expect(rightsDifferences(device({ roles: ["operator", "node"], tokens }), [])).toEqual([
    { kind: "operator-scopes-of-node", role: "node", scopes: ["operator.read"] },
  ]);
});

test("a session that may do more than was approved, of this device only", () => {
  const wider = session({ scopes: ["operator.write"] });
  expect(rightsDifferences(device({}), [wider])).toEqual([
    { kind: "wider-session", role: "operator", scopes: ["operator.write"] },
  ]);
  expect(rightsDifferences(device({}), [{ ...wider, deviceId: "b" }])).toEqual([]);
});

test("among many, those that may do more than was approved, and not those that only lack a token", () => {
  const wide = device({ deviceId: "wide", tokens: [{ role: "operator", scopes: ["operator.admin"] }] });
  const live = device({ deviceId: "live" });
  const bare = device({ deviceId: "bare", tokens: [] });
  const sessions = [
    session({ deviceId: "live", scopes: ["operator.write"] }),
    session({ deviceId: undefined }),
  ];
  expect(devicesBeyond([wide, device({}), bare, live], sessions).map((one) => one.device.deviceId)).toEqual([
    "wide",
    "live",
  ]);
});
