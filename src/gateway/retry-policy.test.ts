import { ConnectErrorDetailCodes, GatewayProtocolRequestError } from "@openclaw/gateway-client/browser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failureOfClose, failureOfGivingUp, failureOfPage, failureOfRefusal } from "./failures.ts";
import { decideRetry, type RetryFacts } from "./retry-policy.ts";
import type { CredentialKind, FollowUp } from "#domain/connection/attempt.ts";
import type { ConnectFailure, EndedBy } from "#domain/connection/failure.ts";

interface RefusalExtras {
  readonly errorCode?: string;
  readonly details?: Record<string, unknown>;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
}

/** A refusal of `connect` as it comes off the wire. */
function refused(code: string | null, { errorCode, details, ...hints }: RefusalExtras = {}): ConnectFailure {
  const error = new GatewayProtocolRequestError({
    code: errorCode ?? "INVALID_REQUEST",
    message: "no",
    details: { ...(code !== null && { code }), ...details },
    ...hints,
  });
  return failureOfRefusal(error, "signed", 0);
}

function closed(code: number, reason = "", phase: ConnectFailure["phase"] = "connected"): ConnectFailure {
  return failureOfClose({ code, reason }, phase, 0);
}

const calm: Omit<RetryFacts, "failure"> = {
  credential: "none",
  sharedToken: undefined,
  hasPassword: false,
  storedDeviceToken: undefined,
  isNewerTokenStored: false,
  isTrustedEndpoint: false,
  used: new Set(),
  failureCount: 1,
  random: 0.5,
};

function decide(failure: ConnectFailure, facts: Partial<RetryFacts> = {}) {
  return decideRetry({ ...calm, failure, ...facts });
}

const STOP = { followUp: "stop", delayMs: 0 };
const ONE_TIME = [
  "retry-with-device-token",
  "retry-with-shared-credentials",
  "retry-as-development-build",
  "retry-with-new-challenge",
] as const satisfies readonly FollowUp[];
const DAY_MS = 24 * 60 * 60_000;

describe("a device that is not approved yet", () => {
  it.each([
    [refused("PAIRING_REQUIRED"), 3_000],
    [refused("PAIRING_REQUIRED", { retryAfterMs: 7_000 }), 7_000],
    [refused(null, { errorCode: "NOT_PAIRED" }), 3_000],
  ])("asks again after some seconds (%#)", (failure, delayMs) => {
    for (const failureCount of [1, 2, 500]) {
      expect(decide(failure, { failureCount })).toEqual({ followUp: "wait-for-approval", delayMs });
    }
  });

  it("neither hammers the gateway nor overflows a timer, whatever the gateway asks for", () => {
    expect(decide(refused("PAIRING_REQUIRED", { retryAfterMs: 0 })).delayMs).toBeGreaterThanOrEqual(400);
    expect(
      decide(refused("PAIRING_REQUIRED", { retryAfterMs: Number.MAX_SAFE_INTEGER })).delayMs,
    ).toBeLessThanOrEqual(DAY_MS);
  });
});

describe("AUTH_TOKEN_MISMATCH", () => {
  const mismatch = refused("AUTH_TOKEN_MISMATCH", {
    details: { canRetryWithDeviceToken: true, recommendedNextStep: "retry_with_device_token" },
  });
  const bare = refused("AUTH_TOKEN_MISMATCH");

  it.each<[CredentialKind, boolean, string | undefined, boolean, FollowUp]>([
    ["shared-token", true, "stored", false, "retry-with-device-token"],
    ["shared-token", true, "stored", true, "stop"],
    ["shared-token", true, undefined, false, "stop"],
    ["shared-token", true, undefined, true, "stop"],
    ["shared-token", false, "stored", false, "stop"],
    ["shared-token", false, "stored", true, "stop"],
    ["shared-token", false, undefined, false, "stop"],
    ["shared-token", false, undefined, true, "stop"],
    ["shared-and-device-token", true, "stored", true, "stop"],
    ["shared-and-device-token", false, "stored", false, "stop"],
  ])(
    "after %s, trusted endpoint %s, stored token %s, already used %s: %s",
    (credential, isTrustedEndpoint, storedDeviceToken, isUsed, followUp) => {
      const used = new Set<FollowUp>(isUsed ? ["retry-with-device-token"] : []);
      const facts = { credential, isTrustedEndpoint, storedDeviceToken, used, sharedToken: "shared" };
      expect(decide(mismatch, facts)).toEqual({ followUp, delayMs: 0 });
      expect(decide(bare, facts)).toEqual({ followUp, delayMs: 0 });
    },
  );

  it.each<[CredentialKind, Partial<RetryFacts>]>([
    ["none", {}],
    ["password", { hasPassword: true }],
  ])("stops after %s, since there is no shared token to send beside the stored one", (credential, facts) => {
    expect(
      decide(mismatch, { ...facts, credential, isTrustedEndpoint: true, storedDeviceToken: "stored" }),
    ).toEqual(STOP);
  });

  it("means a stale device token where only that was sent", () => {
    expect(decide(bare, { credential: "device-token", sharedToken: "shared" }).followUp).toBe(
      "retry-with-shared-credentials",
    );
    expect(decide(bare, { credential: "device-token" })).toEqual(STOP);
  });
});

describe("AUTH_DEVICE_TOKEN_MISMATCH", () => {
  const stale = refused("AUTH_DEVICE_TOKEN_MISMATCH", {
    details: { canRetryWithDeviceToken: false, recommendedNextStep: "update_auth_credentials" },
  });

  it.each<[string, Partial<RetryFacts>, FollowUp]>([
    ["a shared token is known", { sharedToken: "shared" }, "retry-with-shared-credentials"],
    ["a password is known", { hasPassword: true }, "retry-with-shared-credentials"],
    ["nothing else is known", {}, "stop"],
    [
      "the shared credentials had their turn",
      { sharedToken: "shared", used: new Set(["retry-with-shared-credentials"]) },
      "stop",
    ],
    ["another tab stored a newer token", { isNewerTokenStored: true }, "retry-with-device-token"],
    [
      "another tab stored a newer token and a shared token is known",
      { isNewerTokenStored: true, sharedToken: "shared" },
      "retry-with-device-token",
    ],
    [
      "the newer token had its turn",
      { isNewerTokenStored: true, used: new Set(["retry-with-device-token"]) },
      "stop",
    ],
  ])("after a device token, when %s", (_when, facts, followUp) => {
    expect(decide(stale, { credential: "device-token", ...facts })).toEqual({ followUp, delayMs: 0 });
  });

  it.each<CredentialKind>(["none", "shared-token", "password", "shared-and-device-token"])(
    "stops after %s",
    (credential) => {
      expect(decide(stale, { credential, sharedToken: "shared", isNewerTokenStored: true })).toEqual(STOP);
    },
  );
});

describe("a gateway that takes the page for an outdated copy of its own", () => {
  it.each([
    refused("CONTROL_UI_BUILD_MISMATCH"),
    refused("PROTOCOL_MISMATCH", { details: { reloadRequired: true, gatewayBuildId: "2026.9.6-x" } }),
  ])("is told once that this is a development build (%#)", (failure) => {
    expect(decide(failure)).toEqual({ followUp: "retry-as-development-build", delayMs: 0 });
    expect(decide(failure, { used: new Set(["retry-as-development-build"]) })).toEqual(STOP);
  });

  it("is not meant by a plain protocol mismatch", () => {
    expect(decide(refused("PROTOCOL_MISMATCH", { details: { reloadRequired: false } }))).toEqual(STOP);
  });
});

describe("a lost race with the challenge", () => {
  it.each(["DEVICE_AUTH_NONCE_MISMATCH", "DEVICE_AUTH_NONCE_REQUIRED", "DEVICE_AUTH_SIGNATURE_EXPIRED"])(
    "%s is tried again once, at once",
    (code) => {
      expect(decide(refused(code))).toEqual({ followUp: "retry-with-new-challenge", delayMs: 0 });
      expect(decide(refused(code), { used: new Set(["retry-with-new-challenge"]) })).toEqual(STOP);
    },
  );
});

describe("other refusals", () => {
  const handled: ReadonlySet<string> = new Set([
    "PAIRING_REQUIRED",
    "AUTH_TOKEN_MISMATCH",
    "AUTH_DEVICE_TOKEN_MISMATCH",
    "CONTROL_UI_BUILD_MISMATCH",
    "DEVICE_AUTH_NONCE_MISMATCH",
    "DEVICE_AUTH_NONCE_REQUIRED",
    "DEVICE_AUTH_SIGNATURE_EXPIRED",
  ]);
  const others = Object.values(ConnectErrorDetailCodes).filter((code) => !handled.has(code));

  it("are the greater part of the official codes", () => expect(others.length).toBeGreaterThan(20));

  it.each(others)("%s stops, even if the gateway calls it retryable", (code) => {
    const everything = {
      sharedToken: "shared",
      hasPassword: true,
      storedDeviceToken: "stored",
      isNewerTokenStored: true,
      isTrustedEndpoint: true,
      credential: "device-token",
    } as const;
    expect(decide(refused(code), everything)).toEqual(STOP);
    expect(
      decide(refused(code, { retryable: true, retryAfterMs: 300_000, errorCode: "UNAVAILABLE" }), everything),
    ).toEqual(STOP);
  });

  it.each(["SOMETHING_NEW", "constructor", "toString"])(
    "the unknown code %s is tried again only if the gateway calls it retryable",
    (code) => {
      expect(decide(refused(code))).toEqual(STOP);
      expect(decide(refused(code, { retryable: true })).followUp).toBe("retry");
      expect(decide(refused(code, { retryable: true, retryAfterMs: 2_500 }))).toEqual({
        followUp: "retry",
        delayMs: 2_500,
      });
    },
  );

  it.each([
    ["an old gateway's protocol mismatch", refused(null, { details: { expectedProtocol: 3 } }), STOP],
    ["invalid params", refused(null), STOP],
    [
      "a retryable refusal without a code",
      refused(null, { retryable: true }),
      { followUp: "retry", delayMs: 400 },
    ],
    [
      "a gateway that starts",
      refused(null, {
        errorCode: "UNAVAILABLE",
        retryable: true,
        retryAfterMs: 600,
        details: { reason: "startup-sidecars" },
      }),
      { followUp: "retry", delayMs: 600 },
    ],
    [
      "a gateway that starts and does not say for how long",
      refused(null, { errorCode: "UNAVAILABLE" }),
      { followUp: "retry", delayMs: 500 },
    ],
    ["this page's own trouble", failureOfPage(new Error("storage refused"), "challenged", 0), STOP],
  ])("without a code: %s", (_what, failure, decision) => expect(decide(failure)).toEqual(decision));
});

describe("a closed socket", () => {
  it.each<[number, string, ConnectFailure["phase"], FollowUp]>([
    [1000, "", "connected", "retry"],
    [1001, "", "connected", "retry"],
    [1002, "protocol mismatch", "signed", "stop"],
    [1002, "", "connected", "stop"],
    [1006, "", "opening", "retry"],
    [1006, "", "connected", "retry"],
    [1008, "unauthorized: gateway token mis", "signed", "stop"],
    [1008, "", "opened", "stop"],
    [1008, "slow consumer", "connected", "retry"],
    [1012, "service restart", "connected", "retry"],
    [1013, "gateway starting", "opened", "retry"],
    [4001, "device removed", "connected", "retry"],
    [4001, "gateway auth changed", "connected", "retry"],
  ])("%i %j when %s: %s", (code, reason, phase, followUp) => {
    expect(decide(closed(code, reason, phase)).followUp).toBe(followUp);
  });

  it("comes back soon while the gateway starts, however often it said so", () => {
    for (const failureCount of [1, 20]) {
      expect(decide(closed(1013, "gateway starting", "opened"), { failureCount }).delayMs).toBe(500);
    }
  });
});

describe("an end that this page made", () => {
  it.each<[EndedBy, FollowUp]>([
    ["not-opened", "retry"],
    ["no-challenge", "retry"],
    ["no-answer", "retry"],
    ["silence", "retry"],
    ["unreadable", "stop"],
    ["page", "stop"],
  ])("%s: %s", (endedBy, followUp) => {
    expect(decide(failureOfGivingUp(endedBy, "opened", 0)).followUp).toBe(followUp);
  });
});

describe("the delay between tries", () => {
  it.each([
    [1, 0, 300],
    [1, 0.5, 400],
    [1, 0.999_999, 500],
    [2, 0.5, 800],
    [3, 0.5, 1_600],
    [6, 0.5, 12_800],
    [7, 0.5, 15_000],
    [7, 0.999_999, 18_750],
    [5_000, 0.5, 15_000],
  ])("after %i failures, with the jitter at %f, is %i ms", (failureCount, random, delayMs) => {
    expect(decide(closed(1006), { failureCount, random }).delayMs).toBe(delayMs);
  });

  const failures = fc.oneof(
    fc
      .record({
        code: fc.option(fc.constantFrom(...Object.values(ConnectErrorDetailCodes), "SOMETHING_NEW")),
        errorCode: fc.constantFrom("INVALID_REQUEST", "UNAVAILABLE", "NOT_PAIRED"),
        retryable: fc.boolean(),
        retryAfterMs: fc.option(fc.maxSafeNat(), { nil: undefined }),
        reloadRequired: fc.boolean(),
      })
      .map(({ code, retryAfterMs, reloadRequired, ...rest }) =>
        refused(code, {
          ...rest,
          ...(retryAfterMs !== undefined && { retryAfterMs }),
          details: { reloadRequired },
        }),
      ),
    fc
      .tuple(
        fc.integer({ min: 1000, max: 4999 }),
        fc.string(),
        fc.constantFrom("opening", "signed", "connected"),
      )
      .map(([code, reason, phase]) => closed(code, reason, phase)),
  );

  it("keeps within bounds, and is never zero where it might be repeated without end", () => {
    const anyCount = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(
        failures,
        anyCount,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failure, failureCount, random) => {
          const { followUp, delayMs } = decide(failure, { failureCount, random });
          const isEndless = followUp === "retry" || followUp === "wait-for-approval";
          expect(delayMs).toBeGreaterThanOrEqual(isEndless ? 300 : 0);
          expect(delayMs).toBeLessThanOrEqual(failure.retryAfterMs === null ? 18_750 : DAY_MS);
        },
      ),
    );
  });

  it("never shrinks from one failure to the next", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), (failureCount) => {
        const now = decide(closed(1006), { failureCount }).delayMs;
        expect(decide(closed(1006), { failureCount: failureCount + 1 }).delayMs).toBeGreaterThanOrEqual(now);
      }),
    );
  });

  /** What one failed attempt finds; `used` and the count are the model's. */
  const circumstances = fc.record({
    credential: fc.constantFrom<CredentialKind>(
      "none",
      "shared-token",
      "password",
      "device-token",
      "shared-and-device-token",
    ),
    sharedToken: fc.constantFrom("shared", undefined),
    hasPassword: fc.boolean(),
    storedDeviceToken: fc.constantFrom("stored", undefined),
    isNewerTokenStored: fc.boolean(),
    isTrustedEndpoint: fc.boolean(),
  });

  /** Feeds decisions back as the connection does. @returns what followed each failure, up to the first stop */
  function follow(steps: readonly (readonly [ConnectFailure, Partial<RetryFacts>])[]): FollowUp[] {
    const used = new Set<FollowUp>();
    const taken: FollowUp[] = [];
    for (const [failure, facts] of steps) {
      const { followUp } = decide(failure, { ...facts, used, failureCount: taken.length + 1 });
      taken.push(followUp);
      if (followUp === "stop") break;
      used.add(followUp);
    }
    return taken;
  }

  it("takes no one-time measure twice, whatever happens", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(failures, circumstances), { maxLength: 30, size: "max" }), (steps) => {
        const taken = follow(steps);
        for (const measure of ONE_TIME) {
          expect(taken.filter((followUp) => followUp === measure).length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("makes at most three attempts while the credentials are refused", () => {
    const codes = Object.values(ConnectErrorDetailCodes).filter((code) => code.startsWith("AUTH"));
    const refusals = fc
      .record({
        code: fc.constantFrom(...codes),
        retryable: fc.boolean(),
        canRetryWithDeviceToken: fc.boolean(),
      })
      .map(({ code, retryable, canRetryWithDeviceToken }) =>
        refused(code, { retryable, details: { canRetryWithDeviceToken } }),
      );
    // Mostly the two codes that anything may follow.
    const worst = fc.constantFrom(refused("AUTH_TOKEN_MISMATCH"), refused("AUTH_DEVICE_TOKEN_MISMATCH"));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.oneof(worst, worst, refusals), circumstances), { minLength: 4, maxLength: 4 }),
        (steps) => {
          const attempts = follow(steps);
          expect(attempts.length).toBeLessThanOrEqual(3);
          expect(attempts.at(-1)).toBe("stop");
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
