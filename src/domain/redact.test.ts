import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactSecrets } from "./redact.ts";
import { bytesToBase64Url, bytesToHex } from "#lib/base64url.ts";

describe("redactSecrets", () => {
  it.each([
    "unauthorized: device token mismatch (rotate/reissue device token)",
    "origin not allowed (open the Control UI from the gateway host or allow it in gateway.controlUi.allowedOrigins)",
    "update_auth_credentials, AUTH_DEVICE_TOKEN_MISMATCH, withheld-cross-device",
    "invalid device.pair.approve params: missing scope: operator.pairing",
  ])("leaves a gateway's words alone: %s", (text) => expect(redactSecrets(text)).toBe(text));

  it.each([
    "0123456789abcdef0123456789abcdef",
    "bVw0s1nlJm2T8tKcQZ-xY9_aLr4PqEoUgHd7fN6iWvA",
    "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    "correcthorsebatterystapleandmore",
    "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=",
  ])("removes what may be a token: %s", (token) => {
    expect(redactSecrets(`gateway said "${token}".`)).toBe('gateway said "[removed]".');
  });

  it("lets ids stand that are known", () => {
    const id = "0123456789abcdef0123456789abcdef";
    expect(redactSecrets(`unknown ${id}`, [undefined, id])).toBe(`unknown ${id}`);
  });

  it("removes every token that a gateway makes, whatever stands around it", () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const encoders = fc.constantFrom(bytesToBase64Url, bytesToHex);
    const frames = fc.constantFrom(["", ""], ["token ", " refused"], ["(", ")"], ["https://x/?t=", "&y"]);
    fc.assert(
      fc.property(bytes, encoders, frames, (raw, encode, [before, after]) => {
        const token = encode(new Uint8Array(raw));
        fc.pre(/\d/.test(token));
        expect(redactSecrets(`${before}${token}${after}`)).not.toContain(token.slice(4, 20));
      }),
    );
  });
});
