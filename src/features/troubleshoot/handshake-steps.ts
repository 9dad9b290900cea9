import type { Attempt, CredentialKind, FollowUp } from "#gateway/attempts.ts";
import type { AttemptPhase, ConnectFailure } from "#gateway/failures.ts";
import { isOfBrowser, pageEnding } from "#domain/ending.ts";
import { safeText } from "#lib/safe-text.ts";

/** One step of a handshake, in words. `broken`: here it ended; `not-reached`: nothing came of it. */
export interface HandshakeStep {
  readonly title: string;
  readonly state: "done" | "under-way" | "broken" | "not-reached";
  /** ms since the attempt began; null where the step was not reached. */
  readonly afterMs: number | null;
  /** What is known beyond the title. Safe to show. */
  readonly note: string | null;
}

const CREDENTIAL_WORDS: Readonly<Record<CredentialKind, string>> = {
  none: "no credential",
  "shared-token": "the shared token",
  password: "the password",
  "device-token": "the stored device token",
  "shared-and-device-token": "the shared token and the stored device token",
  "bootstrap-token": "the token of a one-time link",
};

const PHASES: readonly Exclude<AttemptPhase, "opening">[] = ["opened", "challenged", "signed", "connected"];

/** How far an attempt came: Opened, Challenge, Signed, Answer, and the loss of a session that stood. */
export function handshakeSteps(attempt: Attempt): readonly HandshakeStep[] {
  const { phases, failure, startedAtMs } = attempt;
  const reachedAtMs = new Map(phases.map(({ phase, atMs }) => [phase, atMs]));
  const firstMissing = PHASES.findIndex((phase) => !reachedAtMs.has(phase));
  const steps = PHASES.map((phase, index): HandshakeStep => {
    const atMs = reachedAtMs.get(phase);
    if (atMs !== undefined) {
      return {
        title: DONE[phase](attempt),
        state: "done",
        afterMs: atMs - startedAtMs,
        note: noteOf(phase, attempt),
      };
    }
    if (index !== firstMissing) {
      return { title: EXPECTED[phase], state: "not-reached", afterMs: null, note: null };
    }
    if (!failure) return { title: UNDER_WAY[phase], state: "under-way", afterMs: null, note: null };
    const afterMs = failure.atMs - startedAtMs;
    return { title: brokenTitle(phase, failure), state: "broken", afterMs, note: endingOf(failure) };
  });
  if (firstMissing >= 0 || !failure) return steps;
  const afterMs = failure.atMs - startedAtMs;
  return [...steps, { title: "Session ended", state: "broken", afterMs, note: endingOf(failure) }];
}

/** What became of an attempt, in a few words; a gateway's code stands as it came. Safe to show. */
export function endingWords({ phases, failure }: Attempt): string {
  const reached = phases.at(-1)?.phase;
  if (failure?.code) return safeText(failure.code).plain;
  if (!failure) return reached === "connected" ? "Signed in" : "Under way";
  if (reached === "connected") return "Connection lost";
  if (isOfBrowser(failure.endedBy)) return "Stopped in this browser";
  return reached === "opening" || pageEnding(failure.endedBy) !== null ? "No answer" : "Refused";
}

/** What the page did by itself after an attempt had failed; null while that is not decided. */
export function followUpWords({ followUp, credential }: Attempt): string | null {
  // Beside a refused device token there is another one only when another tab has stored it.
  if (followUp === "retry-with-device-token" && credential === "device-token") {
    return "Tried once more with the newer device token that another tab had stored.";
  }
  return followUp && FOLLOW_UPS[followUp];
}

const FOLLOW_UPS: Readonly<Record<FollowUp, string>> = {
  retry: "Tried again by itself.",
  "retry-with-device-token": "Tried once more with the stored device token.",
  "retry-with-shared-credentials":
    "Forgot the stale device token, and tried once more with the shared token or password.",
  "retry-as-development-build": "Tried once more, as a development build of the page.",
  "retry-with-new-challenge": "Tried once more with a new challenge.",
  "wait-for-approval": "Waits for approval, and asks again every few seconds.",
  stop: "Stopped: trying again would not change the answer.",
};

type Words = Readonly<Record<(typeof PHASES)[number], string>>;

const DONE: Readonly<Record<keyof Words, (attempt: Attempt) => string>> = {
  opened: () => "Opened",
  challenged: () => "Challenge",
  signed: ({ credential }) => `Signed with ${CREDENTIAL_WORDS[credential ?? "none"]}`,
  connected: () => "Answer: signed in",
};

const EXPECTED: Words = { opened: "Opened", challenged: "Challenge", signed: "Signed", connected: "Answer" };

const UNDER_WAY: Words = {
  opened: "Opening…",
  challenged: "Waiting for the challenge…",
  signed: "Signing…",
  connected: "Waiting for the answer…",
};

const BROKEN: Words = {
  opened: "Could not be opened",
  challenged: "No challenge came",
  signed: "Could not be signed",
  connected: "Closed without an answer",
};

function brokenTitle(phase: keyof Words, { code, errorCode }: ConnectFailure): string {
  const named = code ?? errorCode;
  return phase === "connected" && named !== null
    ? `Answer: refused, ${safeText(named).plain}`
    : BROKEN[phase];
}

function noteOf(phase: keyof Words, { clockDifferenceMs, scopes }: Attempt): string | null {
  if (phase === "signed") return `role operator · ${scopes.length} scopes`;
  if (phase !== "challenged" || clockDifferenceMs === null) return null;
  const seconds = Math.abs(clockDifferenceMs) / 1_000;
  if (seconds < 1) return "clocks agree";
  return `the gateway’s clock is ${seconds.toFixed(1)} s ${clockDifferenceMs > 0 ? "ahead" : "behind"}`;
}

function endingOf({ message, closeCode, endedBy }: ConnectFailure): string | null {
  const said = pageEnding(endedBy) ?? safeText(message, 200).plain;
  const parts = [closeCode === null ? "" : `close ${closeCode}`, said];
  return parts.filter(Boolean).join(" · ") || null;
}
