import type { Attempt } from "#domain/connection/attempt.ts";
import {
  type AttemptPhase,
  type ConnectFailure,
  isOfBrowser,
  pageEnding,
} from "#domain/connection/failure.ts";
import { credentialWords, FOLLOW_UP_WORDS } from "#domain/connection/words.ts";
import { safeText } from "#lib/safe-text.ts";

/** One step of a handshake. `broken`: it failed here; `not-reached`: it failed before. */
export interface HandshakeStep {
  readonly title: string;
  readonly state: "done" | "under-way" | "broken" | "not-reached";
  /** ms since the attempt began; null if the step was not reached. */
  readonly afterMs: number | null;
  /** More details. Safe to show. */
  readonly note: string | null;
}

const PHASES: readonly Exclude<AttemptPhase, "opening">[] = ["opened", "challenged", "signed", "connected"];

/** The steps of an attempt: Opened, Challenge, Signed, Answer, and the loss of the session. */
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

/** The result of an attempt in a few words, or the gateway's code. Safe to show. */
export function endingWords({ phases, failure }: Attempt): string {
  const reached = phases.at(-1)?.phase;
  if (failure?.code) return safeText(failure.code).plain;
  if (!failure) return reached === "connected" ? "Signed in" : "Under way";
  if (reached === "connected") return "Connection lost";
  if (isOfBrowser(failure.endedBy)) return "Stopped in this browser";
  return reached === "opening" || pageEnding(failure.endedBy) !== null ? "No answer" : "Refused";
}

/** What the page did after an attempt failed; null while that is not decided. */
export function followUpWords({ followUp, credential }: Attempt): string | null {
  // After a refused device token there is a different one only if another tab stored it.
  if (followUp === "retry-with-device-token" && credential === "device-token") {
    return "Tried once more with the newer device token that another tab had stored.";
  }
  return followUp && `${FOLLOW_UP_WORDS[followUp]}.`;
}

type Words = Readonly<Record<(typeof PHASES)[number], string>>;

const DONE: Readonly<Record<keyof Words, (attempt: Attempt) => string>> = {
  opened: () => "Opened",
  challenged: () => "Challenge",
  signed: ({ credential }) => `Signed with ${credentialWords(credential ?? "none")}`,
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
