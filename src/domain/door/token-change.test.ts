import { describe, expect, test } from "vitest";
import type { DeviceToken, PairedDevice } from "#domain/device.ts";
import type { MatchedClient } from "#domain/gateway-log/join-clients.ts";
import type { Certainty } from "#domain/gateway-log/matching.ts";
import type { LiveSession } from "#domain/live-session.ts";
import { concernedBy, followersOf } from "./token-change.ts";

function paired(deviceId: string, facts: Partial<PairedDevice> = {}): PairedDevice {
  return { deviceId, roles: ["operator"], scopes: [], tokens: [token()], ...facts };
}

function token(facts: Partial<DeviceToken> = {}): DeviceToken {
  return { role: "operator", scopes: [], ...facts };
}

const browser = paired("browser", { clientId: "openclaw-control-ui" });
const phone = paired("phone", { clientId: "openclaw-ios" });
const revoked = paired("revoked", { clientId: "openclaw-ios", tokens: [token({ revokedAtMs: 1 })] });
const me = paired("me", { clientId: "openclaw-control-ui" });

function session(deviceId: string | undefined): LiveSession {
  return {
    deviceId,
    displayName: undefined,
    clientId: undefined,
    clientMode: undefined,
    version: undefined,
    platform: undefined,
    address: undefined,
    roles: [],
    scopes: [],
    sinceMs: undefined,
  };
}

describe("who is concerned by a new token", () => {
  const devices = [me, browser, phone, revoked];
  const sessions = [session("phone"), session(undefined)];

  test("new gateways end the device tokens of browsers with it", () => {
    const { cutOff, comeBack, withoutDevice } = concernedBy(devices, sessions, {
      protocol: 4,
      thisDeviceId: "me",
    });
    expect(cutOff).toEqual([browser, revoked]);
    expect(comeBack).toEqual([phone]);
    expect(withoutDevice).toHaveLength(1);
  });

  test("on old ones every device token lives on", () => {
    const { cutOff, comeBack } = concernedBy(devices, sessions, { protocol: 3, thisDeviceId: "me" });
    expect(cutOff).toEqual([revoked]);
    expect(comeBack).toEqual([browser, phone]);
  });
});

function refused(deviceId: string, atMs: number, certainty: Certainty = "look"): MatchedClient {
  return {
    match: { certainty, deviceId, device: null, request: null },
    client: {
      key: deviceId,
      count: 1,
      sinceMs: atMs,
      strip: { counts: [], startMs: 0, binMs: 1 },
      answers: new Set(),
      isCrowd: false,
      last: {
        atMs,
        reason: "token_mismatch",
        code: "AUTH_TOKEN_MISMATCH",
        credential: "token",
        client: {
          name: undefined,
          clientId: undefined,
          mode: undefined,
          version: undefined,
          platform: undefined,
          origin: undefined,
        },
        address: null,
        isForwarded: false,
        proven: null,
      },
    },
  };
}

describe("who has come back since", () => {
  const standingOf = (device: PairedDevice, since: Partial<Parameters<typeof followersOf>[2]> = {}) =>
    followersOf(new Set([device.deviceId]), [device, browser], {
      changedAtMs: 100,
      connectedAtMs: new Map(),
      refused: [],
      ...since,
    }).map(({ standing }) => standing);

  test("by its token, by when it was seen, or by its session", () => {
    expect(standingOf(phone)).toEqual(["away"]);
    expect(standingOf(paired("a", { tokens: [token({ lastUsedAtMs: 101 })] }))).toEqual(["back"]);
    expect(standingOf(paired("a", { lastSeenAtMs: 101, lastSeenReason: "connect" }))).toEqual(["back"]);
    expect(standingOf(paired("a", { lastSeenAtMs: 101, lastSeenReason: "disconnect" }))).toEqual(["away"]);
    expect(standingOf(phone, { connectedAtMs: new Map([["phone", 101]]) })).toEqual(["back"]);
    expect(standingOf(phone, { connectedAtMs: new Map([["phone", 99]]) })).toEqual(["away"]);
  });

  test("who was refused since is named, as surely as it matches, and until it is in", () => {
    expect(standingOf(phone, { refused: [refused("phone", 101)] })).toEqual(["refused"]);
    expect(standingOf(phone, { refused: [refused("phone", 99)] })).toEqual(["away"]);
    expect(standingOf(phone, { refused: [refused("phone", 101, "faint")] })).toEqual(["perhaps-refused"]);
    const both = [refused("phone", 101), refused("phone", 102, "faint")];
    expect(standingOf(phone, { refused: both })).toEqual(["refused"]);
    const back = { refused: [refused("phone", 101)], connectedAtMs: new Map([["phone", 102]]) };
    expect(standingOf(phone, back)).toEqual(["back"]);
  });
});
