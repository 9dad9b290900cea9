import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableReplyError } from "./messages.ts";
import { parseSetupCode, parseSetupEnd, parseSetupStatus } from "./setup-codes.ts";

/** As 2026.9.6 answers. */
const reply = {
  setupId: "s1",
  setupCode: "eyJ1cmwiOiJ3czovLzEyNy4wLjAuMTo5In0",
  qrDataUrl: "data:image/png;base64,AAAA",
  gatewayUrl: "ws://127.0.0.1:9",
  auth: "token",
  urlSource: "request.publicUrl",
  access: "limited",
  expiresAtMs: 5,
};
const completion = { setupId: "s1", deviceId: "d1", deviceName: "Phone", access: "limited", ts: 3 };

describe("parseSetupCode", () => {
  it("keeps what is secret where it can be wiped", () => {
    const setup = parseSetupCode({ ...reply, joinUrl: "https://gateway.example/j/x" });
    expect(setup.code.reveal()).toBe(reply.setupCode);
    expect(JSON.stringify(setup)).not.toMatch(/eyJ|AAAA|\/j\//);
    setup.code.wipe();
    expect(setup.code.reveal()).toBe("");
  });

  it("does without what older gateways leave out, and takes no other picture", () => {
    const setup = parseSetupCode({ setupCode: "x", expiresAtMs: 1 });
    expect(setup).toMatchObject({ setupId: undefined, qr: undefined, isDowngraded: false });
    expect(() => parseSetupCode({ ...reply, qrDataUrl: "https://elsewhere.example/qr.png" })).toThrow(
      UnreadableReplyError,
    );
  });
});

describe("what became of a code", () => {
  it("is read from events and from the status alike", () => {
    const end = { kind: "used", setupId: "s1", deviceId: "d1", deviceName: "Phone", access: "limited" };
    expect(parseSetupEnd("used", completion)).toEqual(end);
    expect(parseSetupStatus({ completion })).toEqual(end);
    expect(parseSetupStatus({ deliveryUncertain: completion })).toEqual({ ...end, kind: "uncertain" });
    expect(parseSetupStatus({})).toBeNull();
    expect(() => parseSetupStatus(3)).toThrow(UnreadableReplyError);
  });

  it("throws at no event", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        expect(() => parseSetupEnd("used", payload)).not.toThrow();
      }),
    );
  });
});
