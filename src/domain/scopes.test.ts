import { GATEWAY_CLIENT_IDS, GATEWAY_CLIENT_MODES } from "@openclaw/gateway-protocol/client-info";
import { describe, expect, it } from "vitest";

import { clientKind, platformText } from "./client-kinds.ts";
import { coversScope, describeRole, describeScope } from "./scopes.ts";

describe("describeScope", () => {
  it.each([
    ["operator.read", "reads"],
    ["operator.write", "acts"],
    ["operator.admin", "administrator"],
    ["operator.pairing", "manages-devices"],
    ["operator.approvals", "acts"],
    ["operator.questions", "acts"],
    ["operator.talk", "acts"],
    ["operator.talk.secrets", "acts"],
    ["operator.sessions.read", "reads"],
    ["operator.sessions.write", "acts"],
  ])("knows %s", (scope, tier) =>
    expect(describeScope(scope)).toMatchObject({ tier, isKnown: true, value: scope }),
  );

  it("shows an unknown scope verbatim, but safely, and never as harmless", () => {
    expect(describeScope("operator.re\u202ead")).toMatchObject({
      value: "operator.re[RLO]ad",
      tier: "acts",
      isKnown: false,
    });
  });
});

describe("describeRole", () => {
  it("takes unknown roles for as dangerous as nodes", () => {
    expect(describeRole("node")).toMatchObject({ tier: "runs-commands", isKnown: true });
    expect(describeRole("worker")).toMatchObject({ tier: "runs-commands", isKnown: false });
  });
});

describe("coversScope", () => {
  it.each([
    ["operator.admin", "operator.anything", true],
    ["operator.admin", "node.thing", false],
    ["operator.write", "operator.read", true],
    ["operator.write", "operator.talk", true],
    ["operator.write", "operator.talk.secrets", false],
    ["operator.write", "operator.pairing", false],
    ["operator.read", "operator.write", false],
    ["operator.read", "operator.sessions.read", true],
    ["x", "x", true],
  ])("%s covers %s: %s", (has, scope, covers) => expect(coversScope([has], scope)).toBe(covers));
});

describe("clientKind", () => {
  it.each(Object.values(GATEWAY_CLIENT_IDS))("knows the official client %s", (clientId) => {
    const { kind, label } = clientKind({ clientId });
    expect(kind).not.toBe("unknown");
    expect(label).not.toBe(clientId);
  });

  it.each(Object.values(GATEWAY_CLIENT_MODES))("guesses by the mode %s", (clientMode) => {
    expect(clientKind({ clientMode }).kind).not.toBe("unknown");
  });

  it.each([
    [{ clientId: "openclaw-ios", deviceFamily: "iPad" }, "tablet", "iOS app"],
    [{ clientId: "openclaw-ios", deviceFamily: "iPhone" }, "phone", "iOS app"],
    [{ clientId: "homebrew", clientMode: "cli" }, "cli", "homebrew"],
    [{ roles: ["node"] }, "node", "Unknown client"],
    [{ clientId: "\u202e" }, "unknown", "Unknown client"],
    [{}, "unknown", "Unknown client"],
  ] as const)("%j is %s, %s", (device, kind, label) => expect(clientKind(device)).toEqual({ kind, label }));
});

describe("platformText", () => {
  it.each([
    [{ platform: "iOS 18.1", deviceFamily: "iPhone" }, "iOS 18.1 · iPhone"],
    [{ platform: "darwin" }, "macOS"],
    [{ platform: "Linux x86_64", deviceFamily: "Linux" }, "Linux x86_64"],
    [{ platform: "MacIntel" }, "macOS"],
    [{ deviceFamily: "iPad" }, "iPad"],
    [{ platform: "\u202eSOi" }, "[RLO]SOi"],
    [{}, null],
  ])("%j is %j", (device, text) => expect(platformText(device)).toBe(text));
});
