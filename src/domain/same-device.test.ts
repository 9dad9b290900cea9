import { describe, expect, it } from "vitest";

import type { PairedDevice } from "./device.ts";
import { findSameDevices } from "./same-device.ts";

const facts = { clientId: "openclaw-ios", clientMode: "ui", platform: "ios", displayName: "iPad" };
let count = 0;
const make = (change: Partial<PairedDevice> = {}): PairedDevice => ({
  deviceId: `d${(count += 1)}`,
  publicKey: `k${count}`,
  ...facts,
  roles: [],
  scopes: [],
  tokens: [],
  ...change,
});

/** The groups as numbers in the order of the devices; 0 for those that stand alone. */
const groups = (...devices: PairedDevice[]) => {
  const found = findSameDevices(devices);
  return devices.map(({ deviceId }) => found.get(deviceId)?.group ?? 0);
};

describe("findSameDevices", () => {
  it("groups the same key, whatever else differs", () => {
    const devices = [make({ publicKey: "k" }), make(), make({ publicKey: "k", displayName: "x" })];
    expect(groups(...devices)).toEqual([1, 1, 1]);
    expect([...findSameDevices(devices).values()].map(({ reason }) => reason)).toEqual([
      "Same key as 1 other",
      "Same app, system and name as 1 other",
      "Same key as 1 other",
    ]);
  });

  it("groups the same client with a name that looks the same", () => {
    expect(groups(make(), make({ displayName: "i\u200bPаd " }), make({ displayName: "Mac" }))).toEqual([
      1, 1, 0,
    ]);
    expect(groups(make({ deviceFamily: "iPad" }), make({ deviceFamily: "ipad" }))).toEqual([1, 1]);
  });

  it.each(["clientId", "clientMode", "platform", "deviceFamily", "displayName"] as const)(
    "does not group devices of which the %s differs, or is known of one only",
    (fact) => {
      expect(groups(make({ [fact]: "a" }), make({ [fact]: "b" }))).toEqual([0, 0]);
      expect(groups(make({ [fact]: "a" }), make({ [fact]: undefined }))).toEqual([0, 0]);
    },
  );

  it.each(["clientId", "clientMode", "platform", "displayName"] as const)(
    "does not group without %s",
    (fact) => {
      for (const value of [undefined, "", " "]) {
        expect(groups(make({ [fact]: value }), make({ [fact]: value }))).toEqual([0, 0]);
      }
    },
  );

  it("takes the operator's word where labels tell devices apart", () => {
    const [ada, bob] = [make({ operatorLabel: "Ada" }), make({ operatorLabel: "Bob" })];
    expect(groups(ada, make())).toEqual([1, 1]);
    expect(groups(ada, bob, make())).toEqual([0, 0, 0]);
    expect(groups(ada, bob, make({ operatorLabel: "ada" }))).toEqual([1, 0, 1]);
  });

  it("marks the newest pairing, if that can be told", () => {
    const newest = (...createdAtMs: (number | undefined)[]) =>
      [...findSameDevices(createdAtMs.map((ms) => make({ createdAtMs: ms }))).values()].map(
        ({ isNewest }) => isNewest,
      );
    expect(newest(1, 3, 2)).toEqual([false, true, false]);
    expect(newest(3, 3, 2)).toEqual([false, false, false]);
    expect(newest(3, 3, 4)).toEqual([false, false, true]);
    expect(newest(1, undefined)).toEqual([false, false]);
  });

  it("counts the others", () => {
    const reasons = [...findSameDevices([make(), make(), make()]).values()].map(({ reason }) => reason);
    expect(new Set(reasons)).toEqual(new Set(["Same app, system and name as 2 others"]));
  });
});
