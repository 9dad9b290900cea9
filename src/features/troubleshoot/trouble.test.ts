import { ConnectErrorDetailCodes } from "@openclaw/gateway-client/browser";
import { describe, expect, it } from "vitest";
import { troubleOf } from "./trouble.ts";
import type { Attempt } from "#domain/connection/attempt.ts";
import type { AttemptPhase, ConnectFailure } from "#domain/connection/failure.ts";
import type { ConnectionState } from "#domain/connection/state.ts";
import { INHERITED_NAMES } from "#lib/test-support/inherited-names.ts";
import { failureOfClose } from "#gateway/failures.ts";

const URL = "ws://nas:18789";

function failure(facts: Partial<ConnectFailure> = {}): ConnectFailure {
  return { ...failureOfClose({ code: 1006, reason: "" }, "opening", 5_000), ...facts };
}

function attempt(phase: AttemptPhase, failed: ConnectFailure | null): Attempt {
  return {
    id: 1,
    gatewayUrl: URL,
    startedAtMs: 4_000,
    phases: [{ phase, atMs: 4_000 }],
    frames: [],
    credential: null,
    scopes: [],
    clockDifferenceMs: null,
    failure: failed,
    followUp: null,
  };
}

const opening: ConnectionState = { phase: "opening", isReturn: true };

function waiting(failed: ConnectFailure, waitsFor: "gateway" | "approval" = "gateway"): ConnectionState {
  return { phase: "waiting", waitsFor, failure: failed, retryAtMs: 9_000, isReturn: true };
}

function blocked(failed: ConnectFailure, isTurnedDown = false): ConnectionState {
  return { phase: "blocked", failure: failed, isTurnedDown };
}

describe("troubleOf", () => {
  it.each(INHERITED_NAMES)("takes the code %s for one that it does not know", (code) => {
    expect(troubleOf(blocked(failure({ code })), [])?.what).toBe(
      `${code}: the gateway does not let this browser in.`,
    );
  });

  it("has nothing to tell while all is well or begins", () => {
    expect(troubleOf({ phase: "idle", wasTried: true }, [])).toBeNull();
    expect(troubleOf(opening, [attempt("opening", null)])).toBeNull();
  });

  it("says that the gateway does not answer, and when it is tried again", () => {
    const attempts = [attempt("connected", failure({ atMs: 4_500 })), attempt("opening", failure())];
    expect(troubleOf(waiting(failure()), attempts)).toEqual({
      code: null,
      what: "The gateway does not answer.",
      isBlocked: false,
      doing: { retryAtMs: 9_000 },
      sinceMs: 4_500,
    });
  });

  it("stays while the next attempt is under way, and forgets what was before the last session", () => {
    const attempts = [
      attempt("opening", failure({ atMs: 1_000 })),
      attempt("connected", failure({ atMs: 4_500, phase: "connected" })),
      attempt("opening", null),
    ];
    expect(troubleOf(opening, attempts)).toMatchObject({
      what: "The connection was lost.",
      doing: "trying",
      sinceMs: 4_500,
    });
  });

  it("shows the gateway's code verbatim where it blocks", () => {
    const code = "AUTH_TOKEN_MISMATCH";
    expect(troubleOf(blocked(failure({ code })), [])).toMatchObject({
      code,
      what: "AUTH_TOKEN_MISMATCH: the gateway does not accept the token.",
      isBlocked: true,
      doing: null,
    });
    expect(troubleOf(blocked(failure({ code: "PAIRING_REQUIRED" }), true), [])?.what).toMatch(/was rejected/);
  });

  it("waits for approval", () => {
    const state = waiting(failure({ code: "PAIRING_REQUIRED" }), "approval");
    expect(troubleOf(state, [])).toMatchObject({ doing: "waiting-for-approval", isBlocked: false });
  });

  it.each([...Object.values(ConnectErrorDetailCodes), "FUTURE_CODE", "toString"])(
    "has one clause for %s",
    (code) => {
      expect(troubleOf(blocked(failure({ code })), [])?.what).toMatch(
        new RegExp(`^${code}: [a-z].{10,90}\\.$`),
      );
    },
  );
});
