import { describe, expect, it } from "vitest";

import type { PairedDevice, PairingRequest } from "./device.ts";
import { buildBurstIndex, buildNameIndex, requestWarnings } from "./request-warnings.ts";

const paired: PairedDevice = {
  deviceId: "aa01770baaaa",
  displayName: "Kitchen iPad",
  publicKey: "k",
  roles: ["operator"],
  scopes: [],
  tokens: [],
};
const request: PairingRequest = {
  requestId: "r",
  deviceId: "bb",
  displayName: "Office Mac",
  publicKey: "k2",
  remoteIp: "203.0.113.9",
  roles: ["operator"],
  scopes: [],
  isRepair: false,
  requestedAtMs: 100_000,
};
const warn = (
  change: Partial<PairingRequest>,
  facts: Partial<Parameters<typeof requestWarnings>[1]> = {},
  times: number[] = [],
) =>
  requestWarnings(
    { ...request, ...change },
    {
      names: buildNameIndex([paired]),
      bursts: buildBurstIndex(times.map((requestedAtMs) => ({ ...request, requestedAtMs }))),
      paired: undefined,
      ...facts,
    },
  ).map(({ id }) => id);

describe("requestWarnings", () => {
  it("has nothing to say about an ordinary request", () => expect(warn({})).toEqual([]));

  it("sees a look-alike of a paired device, but not the device itself", () => {
    expect(warn({ displayName: "Kіtchen ipad" })).toEqual(["same-name"]);
    expect(warn({ displayName: "Kitchen iPad", deviceId: paired.deviceId })).toEqual([]);
  });

  it("names the twin safely", () => {
    const twin = { ...paired, operatorLabel: "\u202eevil" };
    const [warning] = requestWarnings(
      { ...request, displayName: "Kitchen iPad" },
      { names: buildNameIndex([twin]), bursts: new Map(), paired: undefined },
    );
    expect(warning?.sentence).toMatch(/^\[RLO\]evil \(aa01770b\)/);
    expect(warning?.deviceId).toBe(twin.deviceId);
  });

  it("sees hidden characters and mixed directions", () => {
    expect(warn({ displayName: "Evil\u202eenohp" })).toEqual(["hidden-characters"]);
    expect(warn({ displayName: "iPhone של דנה" })).toEqual(["mixed-direction"]);
  });

  it("sees keys that do not fit", () => {
    expect(warn({ deviceId: paired.deviceId }, { paired, keyMatchesId: false })).toEqual([
      "key-id-mismatch",
      "other-key",
    ]);
    expect(warn({}, { keyMatchesId: null })).toEqual([]);
  });

  it("sees three requests from one address within a minute", () => {
    expect(warn({}, {}, [0, 30_000, 60_000])).toEqual(["many-requests"]);
    expect(warn({}, {}, [0, 30_000, 90_001])).toEqual([]);
    expect(warn({ remoteIp: undefined }, {}, [0, 1, 2])).toEqual([]);
  });

  it("is quick with ten thousand devices", () => {
    const devices = Array.from({ length: 10_000 }, (_, index) => ({
      ...paired,
      displayName: `Device ${index}`,
    }));
    const start = performance.now();
    buildNameIndex(devices);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
