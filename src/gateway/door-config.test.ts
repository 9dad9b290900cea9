import { describe, expect, test } from "vitest";
import { parseDoorFacts, parseReloadKind } from "./door-config.ts";
import replies from "./test-support/config-replies.json" with { type: "json" };
import { UnreadableReplyError } from "./messages.ts";

/** A reply with these settings of the gateway. */
function reply(gateway: unknown, beside: Readonly<Record<string, unknown>> = {}) {
  return parseDoorFacts({ hash: "h", config: { gateway }, ...beside });
}

describe("parseDoorFacts", () => {
  test("reads what a new gateway answers", () => {
    expect(parseDoorFacts(replies["2026.9.6"])).toMatchObject({
      authMode: "token",
      token: { kind: "written" },
      password: { kind: "absent" },
      bind: "loopback",
      allowedOrigins: ["http://127.0.0.1:4173"],
      trustedProxies: ["127.0.0.1", "::1"],
      isApplied: true,
      mdns: "off",
      flags: [],
    });
  });

  test("reads what an old gateway answers, which does not say whether it goes by it", () => {
    expect(parseDoorFacts(replies["2026.3.13"])).toMatchObject({
      token: { kind: "written" },
      trustedProxies: [],
      isApplied: undefined,
      limit: undefined,
    });
  });

  test.each([
    ["__OPENCLAW_REDACTED__", { kind: "written" }],
    ["${OPENCLAW_GATEWAY_TOKEN}", { kind: "variable", name: "OPENCLAW_GATEWAY_TOKEN" }],
    [
      { source: "exec", provider: "vault", id: "__OPENCLAW_REDACTED__" },
      { kind: "store", source: "exec" },
    ],
    [
      { source: "env", provider: "default", id: "__OPENCLAW_REDACTED__" },
      { kind: "variable", name: undefined },
    ],
    [undefined, { kind: "absent" }],
    ["", { kind: "absent" }],
  ])("tells where a token comes from: %j", (token, source) => {
    expect(reply({ auth: { token } }).token).toEqual(source);
  });

  test("goes by the file where a variable is filled in", () => {
    const parsed = { gateway: { auth: { token: "${MY_TOKEN}" } } };
    expect(reply({ auth: { token: "__OPENCLAW_REDACTED__" } }, { parsed }).token).toEqual({
      kind: "variable",
      name: "MY_TOKEN",
    });
  });

  test("a setting of another kind costs that setting only", () => {
    const facts = reply({
      bind: 7,
      controlUi: { allowedOrigins: "all" },
      trustedProxies: ["10.0.0.1"],
      auth: [],
    });
    expect(facts).toMatchObject({ bind: undefined, allowedOrigins: undefined, trustedProxies: ["10.0.0.1"] });
  });

  test("an answer that is none is told", () => {
    expect(() => parseDoorFacts({ config: null })).toThrow(UnreadableReplyError);
    expect(() => parseDoorFacts("no")).toThrow(UnreadableReplyError);
  });
});

test("a change that is not said to be taken up at once restarts the gateway", () => {
  expect(["hot", "none", "restart", undefined].map((reloadKind) => parseReloadKind({ reloadKind }))).toEqual([
    "hot",
    "hot",
    "restart",
    "restart",
  ]);
});
