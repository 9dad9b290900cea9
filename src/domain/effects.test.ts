import { describe, expect, it } from "vitest";
import {
  removalEffects,
  revokeEffects,
  rotationEffects,
  keepOutCommands,
  tokenGoesTo,
  type EffectFacts,
} from "./effects.ts";

const OLD: EffectFacts = {
  protocol: 3,
  methods: ["device.token.rotate"],
  authMethod: "shared-token",
  isThisBrowser: false,
};
const BETWEEN: EffectFacts = { ...OLD, protocol: 4 };
const NEW: EffectFacts = {
  protocol: 4,
  methods: ["device.token.rotate", "device.pair.rename"],
  authMethod: "token",
  isThisBrowser: false,
};
const own = (facts: EffectFacts, authMethod: string) => ({ ...facts, authMethod, isThisBrowser: true });

describe("tokenGoesTo", () => {
  it.each([
    ["old, another device", OLD, "asker"],
    ["old, this browser", own(OLD, "device-token"), "asker"],
    ["between, another device", BETWEEN, "unknown"],
    ["between, this browser by device token", own(BETWEEN, "device-token"), "asker"],
    ["between, this browser by shared token", own(BETWEEN, "shared-token"), "unknown"],
    ["new, another device", NEW, "nobody"],
    ["new, another device, by device token", { ...NEW, authMethod: "device-token" }, "nobody"],
    ["new, this browser by shared token", own(NEW, "token"), "nobody"],
    ["new, this browser by device token", own(NEW, "device-token"), "asker"],
  ] as const)("%s: %s", (_name, facts, expected) => expect(tokenGoesTo(facts)).toBe(expected));
});

describe("forecasts", () => {
  const text = (sentences: readonly string[]) => sentences.join(" ");

  it("says that a new gateway cuts the device off and keeps the token", () => {
    expect(text(rotationEffects(NEW))).toMatch(
      /closes the device’s open sessions.*will not see the new token/,
    );
  });

  it("says that an old gateway leaves the session open and shows the token", () => {
    expect(text(rotationEffects(OLD))).toMatch(/goes on.*You get the new token, once/);
  });

  it("does not pretend to know what a version between them does with the token", () => {
    expect(text(rotationEffects(BETWEEN))).toMatch(/Depending on its version/);
  });

  it("says of this browser that it comes back by itself", () => {
    expect(text(rotationEffects(own(NEW, "device-token")))).toMatch(/signs in again.*stores its new token/);
    expect(text(rotationEffects(own(NEW, "token")))).toMatch(/when it signs in again with the shared token/);
  });

  it("says what a revoke leaves open", () => {
    expect(text(revokeEffects(OLD))).toMatch(/keeps working.*undoes the revoke/);
    expect(text(revokeEffects(NEW))).toMatch(/at once.*waits for approval/);
  });

  it("says what a removal leaves open", () => {
    expect(text(removalEffects(OLD))).toMatch(/stays open until/);
    expect(text(removalEffects(own(NEW, "token")))).toMatch(/locked out here/);
  });
});

it("offers commands to keep a device out, without a secret in them", () => {
  const commands = keepOutCommands("ab12").map(({ command }) => command);
  expect(commands[0]).toBe("openclaw devices remove ab12");
  expect(commands[1]).toContain("$(openssl rand -hex 32)");
});
