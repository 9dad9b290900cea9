import { describe, expect, it } from "vitest";
import { endingWords, followUpWords, handshakeSteps } from "./handshake-steps.ts";
import { failureOfClose } from "#gateway/failures.ts";
import type { Attempt } from "#domain/connection/attempt.ts";
import type { AttemptPhase, ConnectFailure } from "#domain/connection/failure.ts";

const PHASES: readonly AttemptPhase[] = ["opening", "opened", "challenged", "signed", "connected"];

function attempt(reached: AttemptPhase, facts: Partial<Attempt> = {}): Attempt {
  return {
    id: 1,
    gatewayUrl: "ws://nas:18789",
    startedAtMs: 1_000,
    phases: PHASES.slice(0, PHASES.indexOf(reached) + 1).map((phase, at) => ({
      phase,
      atMs: 1_000 + 3 * at,
    })),
    frames: [],
    credential: PHASES.indexOf(reached) >= 3 ? "device-token" : null,
    scopes: ["operator.admin"],
    clockDifferenceMs: 2_400,
    failure: null,
    followUp: null,
    ...facts,
  };
}

function failure(phase: AttemptPhase, facts: Partial<ConnectFailure> = {}): ConnectFailure {
  return { ...failureOfClose({ code: 1006, reason: "" }, phase, 1_050), ...facts };
}

const outline = (shown: Attempt) =>
  handshakeSteps(shown).map(({ title, state, afterMs }) => [title, state, afterMs]);

describe("handshakeSteps", () => {
  it("shows a sign-in, step by step, with times since the start", () => {
    const steps = handshakeSteps(attempt("connected"));
    expect(steps.map(({ title }) => title)).toEqual([
      "Opened",
      "Challenge",
      "Signed with the stored device token",
      "Answer: signed in",
    ]);
    expect(steps.map(({ afterMs }) => afterMs)).toEqual([3, 6, 9, 12]);
    expect(steps[1]?.note).toBe("the gateway’s clock is 2.4 s ahead");
  });

  it("marks where it broke, and what was never reached", () => {
    expect(outline(attempt("opening", { failure: failure("opening") }))).toEqual([
      ["Could not be opened", "broken", 50],
      ["Challenge", "not-reached", null],
      ["Signed", "not-reached", null],
      ["Answer", "not-reached", null],
    ]);
    expect(outline(attempt("opened", { failure: failure("opened") }))[1]).toEqual([
      "No challenge came",
      "broken",
      50,
    ]);
  });

  it("names the gateway's code where it refused", () => {
    const refusal = failure("signed", {
      code: "AUTH_DEVICE_TOKEN_MISMATCH",
      message: "unauthorized: device token mismatch",
      closeCode: null,
    });
    const steps = handshakeSteps(attempt("signed", { failure: refusal }));
    expect(steps.at(-1)).toEqual({
      title: "Answer: refused, AUTH_DEVICE_TOKEN_MISMATCH",
      state: "broken",
      afterMs: 50,
      note: "unauthorized: device token mismatch",
    });
  });

  it("tells a lost session from a refusal", () => {
    const lost = attempt("connected", { failure: failure("connected", { closeCode: 4001 }) });
    expect(outline(lost).at(-1)).toEqual(["Session ended", "broken", 50]);
    expect(endingWords(lost)).toBe("Connection lost");
  });

  it("shows what is under way", () => {
    expect(outline(attempt("opened"))[1]).toEqual(["Waiting for the challenge…", "under-way", null]);
  });
});

describe("followUpWords", () => {
  it("says which token was tried again", () => {
    const followUp = "retry-with-device-token";
    expect(followUpWords(attempt("signed", { followUp, credential: "shared-token" }))).toContain("stored");
    expect(followUpWords(attempt("signed", { followUp }))).toContain("another tab");
    expect(followUpWords(attempt("signed"))).toBeNull();
  });
});
