import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { bytesToBase64Url } from "#lib/base64url.ts";

import { inspectToken } from "./credential-input.ts";

const encode = (value: unknown): string => bytesToBase64Url(new TextEncoder().encode(JSON.stringify(value)));
const setup = encode({ url: "wss://gw", bootstrapToken: "b", expiresAtMs: 1 });

describe("inspectToken", () => {
  it.each([
    ["", "empty", true, undefined],
    [" \u200b\n", "empty", true, undefined],
    ["__OPENCLAW_REDACTED__", "redacted", true, undefined],
    ["••••••••", "redacted", true, undefined],
    ["<token>", "placeholder", true, undefined],
    ["your-token-here", "placeholder", true, undefined],
    ["${OPENCLAW_GATEWAY_TOKEN}", "placeholder", true, undefined],
    ["$OPENCLAW_GATEWAY_TOKEN", "placeholder", true, undefined],
    ["undefined", "placeholder", true, undefined],
    ["http://127.0.0.1:18789/#token=s3cret", "dashboard-url", true, "s3cret"],
    ["http://127.0.0.1:18789/", "dashboard-url", true, undefined],
    ["https://gw.example/j/Ab12", "setup-code", true, undefined],
    [setup, "setup-code", true, undefined],
    [`oc-pair://${setup}`, "setup-code", true, undefined],
    ["OPENCLAW_GATEWAY_TOKEN=s3cret", "env-assignment", true, "s3cret"],
    ['export OPENCLAW_GATEWAY_TOKEN="s3cret"', "env-assignment", true, "s3cret"],
    ['"token": "s3cret",', "env-assignment", true, "s3cret"],
    ["token: s3cret", "env-assignment", true, "s3cret"],
    ["OPENCLAW_GATEWAY_TOKEN=__OPENCLAW_REDACTED__", "redacted", true, undefined],
    ["openclaw gateway auth-token --show", "command", true, undefined],
    ["$ openclaw devices list --token s3cret", "command", true, "s3cret"],
    ["docker exec gw openclaw config get gateway.auth.token", "command", true, undefined],
    ['"s3cret"', "quoted", true, "s3cret"],
    ["“s3cret”", "quoted", true, "s3cret"],
    [" s3cret ", "has-blanks", false, "s3cret"],
    ["s3c\nret", "has-blanks", true, "s3cret"],
    ["s3c\u200bret\n", "has-blanks", true, "s3cret"],
    ["correct horse", "has-blanks", false, "correcthorse"],
    ["6f1c2d3e-0000-4000-8000-0123456789ab", "request-id", false, undefined],
  ])("%j is %s (blocks: %s)", (text, kind, blocks, suggestion) => {
    const found = inspectToken(text);
    expect(found).toMatchObject({ kind, blocks, ...(suggestion !== undefined && { suggestion }) });
    expect("suggestion" in found).toBe(suggestion !== undefined);
  });

  it("knows the one-time link of a dashboard, and for which gateway it is", () => {
    const link =
      "http://127.0.0.1:18789/#bootstrapToken=0nce&bootstrapProfile=owner&gatewayUrl=ws%3A%2F%2F127.0.0.1%3A18789";
    expect(inspectToken(link)).toMatchObject({
      kind: "dashboard-url",
      blocks: true,
      suggestion: "0nce",
      isOneTime: true,
      gatewayUrl: "ws://127.0.0.1:18789",
    });
  });

  it("offers the gateway of a pasted dashboard address", () => {
    expect(inspectToken("http://nas:18789/#token=t")).toMatchObject({ gatewayUrl: "ws://nas:18789" });
  });

  it.each([
    "s3cret",
    "changeme",
    "password",
    "a=b",
    "eyJhbGciOiJIUzI1NiJ9.e30.x",
    encode({ sub: "x" }),
    "Tr0ub4dor&3",
    "token",
  ])("leaves %j alone", (text) => expect(inspectToken(text)).toEqual({ kind: "ok" }));

  it("takes 64 hex digits for a token", () => {
    expect(inspectToken("c9a4fe15bc864768".repeat(4))).toEqual({ kind: "ok" });
  });

  it("never stops a real token", () => {
    const characters = (alphabet: string) =>
      fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength: 16, maxLength: 128 });
    const hex = characters("0123456789abcdef");
    const base64url = characters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    fc.assert(
      fc.property(fc.oneof(hex, base64url), (token) => {
        expect(inspectToken(token).kind).toBe("ok");
      }),
      { numRuns: 2000 },
    );
  });

  it("never throws, never tells the text, and offers only what it would accept", () => {
    const pieces = [
      "TOKEN=",
      '"',
      "'",
      " ",
      "\n",
      "http://",
      "s3cret",
      "#token=",
      "openclaw ",
      "--token ",
      "<",
      ">",
      "\u200b",
    ];
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fc.constantFrom(...pieces)).map((list) => list.join("")),
    );
    const isFine = (text: string): boolean => {
      const found = inspectToken(text);
      if (found.kind === "ok") return true;
      if (`${found.title}${found.sentence}`.includes("s3cret")) return false;
      const isUnwrapped = ["env-assignment", "command", "quoted"].includes(found.kind);
      return !isUnwrapped || found.suggestion === undefined || inspectToken(found.suggestion).kind === "ok";
    };
    fc.assert(
      fc.property(texts, (text) => {
        expect(isFine(text)).toBe(true);
      }),
    );
  });
});
