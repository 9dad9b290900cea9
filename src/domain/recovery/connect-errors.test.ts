import {
  buildPairingConnectCloseReason,
  buildPairingConnectErrorDetails,
  ConnectErrorDetailCodes,
} from "@openclaw/gateway-protocol/connect-error-details";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { anyWord } from "#lib/test-support/inherited-names.ts";
import { explainConnectFailure } from "./connect-errors.ts";
import type { FailureFacts } from "./advice.ts";

const explain = (facts: Partial<FailureFacts>) =>
  explainConnectFailure({ code: null, message: "", ...facts });
const wholeText = (facts: Partial<FailureFacts>) => JSON.stringify(explain(facts));

describe("explainConnectFailure", () => {
  it.each(Object.values(ConnectErrorDetailCodes))("knows the official code %s", (code) => {
    const found = explain({ code });
    expect(found).toMatchObject({ id: code, code });
    expect([found.title, found.cause, found.next].every((text) => text.length > 10)).toBe(true);
  });

  it.each(Object.values(ConnectErrorDetailCodes))("never gives harmful advice for %s", (code) => {
    for (const credential of ["shared-token", "device-token"] as const) {
      const text = wholeText({ code, context: { credential, pageOrigin: "https://panel.example" } });
      expect(text).not.toMatch(/"\*"|--latest|approve"|disable|dangerously|allowInsecure/i);
    }
  });

  it.each([
    ["not-paired", "Waiting for approval"],
    ["role-upgrade", "A new role waits for approval"],
    ["scope-upgrade", "More rights wait for approval"],
    ["metadata-upgrade", "Changed details wait for approval"],
    ["future-reason", "Waiting for approval"],
  ] as const)("tells what waits for approval: %s", (reason, title) => {
    const found = explain({
      code: "PAIRING_REQUIRED",
      details: { code: "PAIRING_REQUIRED", reason, requestId: "ab-1" },
    });
    expect(found).toMatchObject({ title });
    expect(found.commands?.map(({ command }) => command)).toContain("openclaw devices approve ab-1");
  });

  it.each(["not-paired", "role-upgrade", "scope-upgrade", "metadata-upgrade"] as const)(
    "reads the same from words alone: %s",
    (reason) => {
      const closeReason = buildPairingConnectCloseReason({ reason, requestId: "ab-1" });
      const details = buildPairingConnectErrorDetails({ reason, requestId: "ab-1" });
      const words = explain({ closeCode: 1008, closeReason });
      expect({ ...words, code: null }).toEqual({
        ...explain({ code: "PAIRING_REQUIRED", details }),
        code: null,
      });
    },
  );

  it.each([
    [{ message: "pairing required", closeCode: 1008 }, "PAIRING_REQUIRED"],
    [{ message: "protocol mismatch", details: { expectedProtocol: 3 } }, "PROTOCOL_MISMATCH"],
    [{ message: "unauthorized: gateway token mismatch (provide gateway auth token)" }, "AUTH_TOKEN_MISMATCH"],
    [{ closeReason: "unauthorized: gateway token mism", closeCode: 1008 }, "AUTH_TOKEN_MISMATCH"],
    [{ message: "unauthorized: gateway to" }, "AUTH_UNAUTHORIZED"],
    [{ message: "unauthorized" }, "AUTH_UNAUTHORIZED"],
    [
      { message: "gateway closed (1008): unauthorized: device token mismatch (rotate" },
      "AUTH_DEVICE_TOKEN_MISMATCH",
    ],
    [{ message: "unauthorized: device token scope mismatch" }, "AUTH_SCOPE_MISMATCH"],
    [{ message: "origin not allowed (open the Control UI" }, "CONTROL_UI_ORIGIN_NOT_ALLOWED"],
    [{ message: "unauthorized: too many failed authentication attempts (retry later)" }, "AUTH_RATE_LIMITED"],
    [{ message: "invalid connect params: at /client/buildId" }, "invalid-connect"],
    [{ message: "gateway starting; retry shortly", errorCode: "UNAVAILABLE" }, "starting"],
    [{ closeCode: 1013, closeReason: "" }, "closed-1013"],
    [{ closeCode: 1006, phase: "opening" }, "never-opened"],
    [{ closeCode: 1006 }, "never-opened"],
    [{ closeCode: 1006, phase: "opened" }, "no-challenge"],
    [{ endedBy: "no-challenge", phase: "opened" }, "no-challenge"],
    [{ endedBy: "not-opened", phase: "opening" }, "not-opened"],
    [{ endedBy: "no-answer", phase: "signed" }, "no-answer"],
    [{ endedBy: "unreadable", phase: "signed" }, "unreadable"],
    [{ endedBy: "silence", phase: "connected" }, "silence"],
    [{ closeCode: 1006, phase: "connected" }, "closed-1006"],
    [{ closeCode: 1000, phase: "connected" }, "closed-1000"],
    [{ closeCode: 1001, phase: "connected" }, "closed-1001"],
    [{ closeCode: 1002 }, "closed-1002"],
    [{ closeCode: 1008, phase: "signed" }, "closed-1008"],
    [{ closeCode: 1008, closeReason: "slow consumer", phase: "connected" }, "slow-consumer"],
    [
      { closeCode: 1008, closeReason: "repeated unauthorized calls", phase: "connected" },
      "unauthorized-calls",
    ],
    [{ closeCode: 1011 }, "closed-1011"],
    [{ closeCode: 1012, closeReason: "service restart" }, "closed-1012"],
    [{ closeCode: 4000, phase: "connected" }, "closed-4000"],
    [{ closeCode: 4001, closeReason: "device removed", phase: "connected" }, "device-removed"],
    [{ closeCode: 4001, closeReason: "gateway auth changed", phase: "connected" }, "auth-changed"],
    [{ closeCode: 4001, phase: "connected" }, "closed-4001"],
    [{ message: "The operation is insecure.", endedBy: "page", phase: "opening" }, "page"],
    [{ message: "No storage.", endedBy: "storage", phase: "challenged" }, "storage"],
    [{ closeCode: 4999 }, "unknown"],
    [{ code: "AUTH_FUTURE_THING", message: "new", closeCode: 1008 }, "unknown-code"],
    [{ code: "AUTH_FUTURE_THING", message: "pairing required" }, "PAIRING_REQUIRED"],
  ] as const)("%j is %s", (facts, id) => expect(explain(facts).id).toBe(id));

  it("keeps an unknown code and its words, safely", () => {
    const found = explain({ code: "AUTH_FUTURE", message: "be\u202ead" });
    expect(found.code).toBe("AUTH_FUTURE");
    expect(found.title + found.cause).toContain("AUTH_FUTURE");
    expect(found.cause).toContain("be[RLO]ad");
  });

  it("does not send people for a new shared token when a device token is stale", () => {
    for (const code of ["AUTH_DEVICE_TOKEN_MISMATCH", "AUTH_TOKEN_MISMATCH"]) {
      const text = wholeText({ code, context: { credential: "device-token", deviceId: "ab" } });
      expect(text).toContain("out of date");
      expect(text).not.toMatch(/auth-token|rotate --device/);
      expect(text).toContain("openclaw devices remove ab");
    }
  });

  it("does not rotate for a scope mismatch", () => {
    expect(wholeText({ code: "AUTH_SCOPE_MISMATCH" })).not.toMatch(/rotate|auth-token/);
  });

  it("allows exactly this page’s origin", () => {
    const code = "CONTROL_UI_ORIGIN_NOT_ALLOWED";
    const found = explain({ code, context: { pageOrigin: "https://panel.example:8443" } });
    expect(found.commands?.map(({ command }) => command)).toEqual([
      "openclaw config get gateway.controlUi.allowedOrigins",
      "openclaw config set 'gateway.controlUi.allowedOrigins[N]' https://panel.example:8443",
      "openclaw gateway restart",
    ]);
    expect(explain({ code, context: { pageOrigin: "null" } }).commands).toBeUndefined();
  });

  it("tells how long to wait", () => {
    expect(explain({ code: "AUTH_RATE_LIMITED", retryAfterMs: 290_000 }).next).toContain("4 min 50 s");
    expect(explain({ code: "AUTH_RATE_LIMITED" }).next).toContain("five minutes");
  });

  it("calls a guess a guess, and guesses by the address", () => {
    const local = explain({
      closeCode: 1006,
      phase: "opening",
      context: { gatewayUrl: "ws://127.0.0.1:18789" },
    });
    expect(local.cause).toMatch(/guess/);
    expect(local.cause).not.toMatch(/certificate|proxy/);
    const far = explain({ closeCode: 1006, phase: "opening", context: { gatewayUrl: "wss://gw.example" } });
    expect(far.cause).toMatch(/certificate.*proxy/);
  });

  it("never throws, and never lets hostile text through", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("pairing required\u202e", "unauthorized", "(requestId: \u202e)"),
    );
    fc.assert(
      fc.property(
        fc.option(fc.oneof(text, anyWord())),
        text,
        fc.option(fc.integer({ min: 0, max: 5000 })),
        fc.oneof(fc.anything(), fc.record({ reason: anyWord(), requestId: anyWord() })),
        (code, message, closeCode, details) => {
          const found = explain({ code, message, closeReason: message, closeCode, details });
          expect(found.title).toEqual(expect.any(String));
          const shown = [
            found.title,
            found.cause,
            found.next,
            ...(found.commands ?? []).map(({ command }) => command),
          ];
          expect(shown.join("")).not.toMatch(/[\p{Cc}\u200b\u202a-\u202e\u2066-\u2069]/u);
        },
      ),
    );
  });
});
