import type { Attempt } from "#domain/connection/attempt.ts";
import { titleOfCode } from "#domain/connection/code-titles.ts";
import type { ConnectFailure } from "#domain/connection/failure.ts";
import type { ConnectionState } from "#domain/connection/state.ts";
import { safeText } from "#lib/safe-text.ts";

/** A connection problem in one line. All text is safe to show. */
export interface Trouble {
  /** The gateway's code, for the link; null if there is none. */
  readonly code: string | null;
  /** The problem, beginning with the code. */
  readonly what: string;
  /** The page does not retry. */
  readonly isBlocked: boolean;
  /** What the page is doing about it; null if nothing. */
  readonly doing: "waiting-for-approval" | "trying" | { readonly retryAtMs: number } | null;
  /** When it began: ms since the epoch. */
  readonly sinceMs: number;
}

/**
 * The problem to show; null if there is none, nothing was tried, or the first attempt is still running. Attempts after a
 * failure count as a problem too, so that the line does not flicker.
 */
export function troubleOf(state: ConnectionState, attempts: readonly Attempt[]): Trouble | null {
  if (state.phase === "idle" || state.phase === "connected") return null;
  const failures = failuresInARow(attempts);
  const sinceMs = failures[0]?.atMs ?? Infinity;
  if (state.phase === "blocked") {
    const what = state.isTurnedDown ? TURNED_DOWN : whatIsWrong(state.failure);
    return { ...named(state.failure, what), isBlocked: true, doing: null, sinceMs: state.failure.atMs };
  }
  const failure = state.phase === "waiting" ? state.failure : failures.at(-1);
  if (!failure) return null;
  const doing =
    state.phase !== "waiting"
      ? "trying"
      : state.waitsFor === "approval"
        ? "waiting-for-approval"
        : { retryAtMs: state.retryAtMs };
  return { ...named(failure, whatIsWrong(failure)), isBlocked: false, doing, sinceMs };
}

/** The failures since the last successful sign-in to this gateway, the oldest first. */
function failuresInARow(attempts: readonly Attempt[]): readonly ConnectFailure[] {
  const stood = ({ phases }: Attempt) => phases.at(-1)?.phase === "connected";
  const from = Math.max(0, attempts.findLastIndex(stood));
  return attempts.slice(from).flatMap((attempt) => (attempt.failure ? [attempt.failure] : []));
}

function named({ code }: ConnectFailure, what: string): Pick<Trouble, "code" | "what"> {
  if (code === null) return { code, what: `${what.charAt(0).toUpperCase()}${what.slice(1)}.` };
  return { code, what: `${safeText(code).plain}: ${what}.` };
}

const TURNED_DOWN = "this browser’s request was rejected";

function whatIsWrong({ code, errorCode, closeCode, endedBy, phase, message }: ConnectFailure): string {
  if (code !== null) {
    const title = titleOfCode(code);
    if (title !== undefined) return `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
    if (code.startsWith("DEVICE_AUTH_")) return "the gateway does not accept this browser’s signature";
    return "the gateway does not let this browser in";
  }
  switch (endedBy) {
    case "refusal":
      return errorCode === "UNAVAILABLE"
        ? "the gateway is starting"
        : "the gateway does not let this browser in";
    case "storage":
    case "page":
      return `the sign-in stopped in this browser: ${safeText(message, 120).plain}`;
    case "unreadable":
      return "the reply cannot be read";
    case "not-opened":
      return "the host does not answer";
    case "no-challenge":
    case "no-answer":
      return "the gateway does not answer";
    case "silence":
      return "the gateway stopped responding";
    case "closed":
      if (closeCode === 1012 || closeCode === 1013) return "the gateway is starting";
      if (closeCode === 1002 || closeCode === 1008) return "the gateway does not let this browser in";
      return phase === "opening" || phase === "opened"
        ? "the gateway does not answer"
        : "the connection was lost";
  }
}
