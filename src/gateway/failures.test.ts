import { GatewayProtocolRequestError } from "@openclaw/gateway-client/browser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asksForReload, failureOfClose, failureOfPage, failureOfRefusal } from "./failures.ts";

const refuse = (error: ConstructorParameters<typeof GatewayProtocolRequestError>[0]) =>
  failureOfRefusal(new GatewayProtocolRequestError(error), "signed", 1_000);

describe("failureOfRefusal", () => {
  it("reads what 2026.9.6 says of a device that is not approved", () => {
    const failure = refuse({
      code: "NOT_PAIRED",
      message: "pairing required: device is not approved yet",
      details: {
        code: "PAIRING_REQUIRED",
        reason: "not-paired",
        requestId: "a65753e1-3c89-4829-9c30-695a81c711b5",
        remediationHint: "Approve this device from the pending pairing requests.",
        deviceId: "ac4b82",
        requestedRole: "operator",
        requestedScopes: ["operator.read", "operator.write"],
      },
    });
    expect(failure).toMatchObject({
      atMs: 1_000,
      phase: "signed",
      code: "PAIRING_REQUIRED",
      errorCode: "NOT_PAIRED",
      closeCode: null,
      retryable: false,
      retryAfterMs: null,
      pairing: {
        requestId: "a65753e1-3c89-4829-9c30-695a81c711b5",
        reason: "not-paired",
        requestedScopes: ["operator.read", "operator.write"],
      },
    });
  });

  it("reads what 2026.3.13 says of it", () => {
    const details = { code: "PAIRING_REQUIRED", requestId: "74a723e5", reason: "not-paired" };
    expect(refuse({ code: "NOT_PAIRED", message: "pairing required", details })).toMatchObject({
      code: "PAIRING_REQUIRED",
      pairing: { requestId: "74a723e5", reason: "not-paired" },
    });
  });

  it.each([
    [
      "pairing required in the outer code only",
      { code: "NOT_PAIRED", message: "pairing required" },
      "PAIRING_REQUIRED",
    ],
    [
      "an inner code goes before the outer one",
      { code: "NOT_PAIRED", message: "no", details: { code: "DEVICE_IDENTITY_REQUIRED" } },
      "DEVICE_IDENTITY_REQUIRED",
    ],
    [
      "an old protocol mismatch has no code",
      { code: "INVALID_REQUEST", message: "protocol mismatch", details: { expectedProtocol: 3 } },
      null,
    ],
    ["no details at all", { code: "INVALID_REQUEST", message: "no" }, null],
    ["a blank code is none", { code: "INVALID_REQUEST", message: "no", details: { code: "  " } }, null],
    [
      "a code that is no text is none",
      { code: "INVALID_REQUEST", message: "no", details: { code: 7 } },
      null,
    ],
    [
      "details that are no object",
      { code: "INVALID_REQUEST", message: "no", details: "AUTH_REQUIRED" },
      null,
    ],
  ])("%s", (_what, error, code) => expect(refuse(error).code).toBe(code));

  it("keeps how and when to come back", () => {
    expect(
      refuse({ code: "UNAVAILABLE", message: "gateway starting", retryable: true, retryAfterMs: 500 }),
    ).toMatchObject({ code: null, errorCode: "UNAVAILABLE", retryable: true, retryAfterMs: 500 });
  });

  it("reads any details without throwing", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (details, code) => {
        const bare = refuse({ code: "INVALID_REQUEST", message: "no", details });
        const coded = refuse({
          code: "INVALID_REQUEST",
          message: "no",
          details: { code, requestId: details },
        });
        for (const failure of [bare, coded]) {
          expect(typeof failure.code === "string" || failure.code === null).toBe(true);
          expect(typeof asksForReload(failure)).toBe("boolean");
        }
      }),
    );
  });
});

describe("asksForReload", () => {
  it.each([
    [{ code: "CONTROL_UI_BUILD_MISMATCH" }, true],
    [{ code: "PROTOCOL_MISMATCH", reloadRequired: true }, true],
    [{ reloadRequired: true }, true],
    [{ code: "PROTOCOL_MISMATCH", reloadRequired: "true" }, false],
    [{ code: "PROTOCOL_MISMATCH", reloadRequired: false }, false],
    [{ code: "PROTOCOL_MISMATCH", expectedProtocol: 4 }, false],
    [undefined, false],
    [null, false],
    [[true], false],
  ])("%j: %s", (details, asks) =>
    expect(asksForReload(refuse({ code: "INVALID_REQUEST", message: "no", details }))).toBe(asks),
  );
});

describe("failureOfClose", () => {
  it("says no more than the close did", () => {
    expect(failureOfClose({ code: 1012, reason: "service restart" }, "connected", 5)).toEqual({
      atMs: 5,
      phase: "connected",
      endedBy: "closed",
      code: null,
      errorCode: null,
      message: "service restart",
      details: undefined,
      pairing: null,
      retryable: true,
      retryAfterMs: null,
      closeCode: 1012,
      closeReason: "service restart",
    });
  });
});

describe("failureOfPage", () => {
  it("is neither a close nor worth a retry", () => {
    expect(failureOfPage(new Error("storage refused"), "challenged", 5)).toMatchObject({
      phase: "challenged",
      endedBy: "page",
      message: "storage refused",
      code: null,
      errorCode: null,
      closeCode: null,
      retryable: false,
    });
  });
});
