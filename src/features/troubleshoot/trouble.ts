import type { Attempt } from "#gateway/attempts.ts";
import type { ConnectionState } from "#gateway/connection-state.ts";
import type { ConnectFailure } from "#gateway/failures.ts";
import { safeText } from "#lib/safe-text.ts";
import { tableOf } from "#lib/table.ts";

/** What is wrong with the connection, in one line. All text is safe to show. */
export interface Trouble {
  /** The gateway's code as it came, for the link; null where it gave none. */
  readonly code: string | null;
  /** What is wrong; the code stands first, verbatim. */
  readonly what: string;
  /** Nothing more happens by itself. */
  readonly isBlocked: boolean;
  /** What is being done, next to `what`; null where nothing is. */
  readonly doing: "waiting-for-approval" | "trying" | { readonly retryAtMs: number } | null;
  /** When it began: ms since the epoch. */
  readonly sinceMs: number;
}

/**
 * What to tell about a connection that does not stand, or null where all is well, nothing was tried, or the first
 * attempt is still under way. An attempt that follows a failure counts as trouble too, so that the line stands still.
 */
export function troubleOf(state: ConnectionState, attempts: readonly Attempt[]): Trouble | null {
  if (state.phase === "idle" || state.phase === "connected") return null;
  const failures = failuresInARow(state.gatewayUrl, attempts);
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

/** The failures since the page was signed in to this gateway for the last time, the oldest first. */
function failuresInARow(gatewayUrl: string, attempts: readonly Attempt[]): readonly ConnectFailure[] {
  const stood = ({ phases }: Attempt) => phases.at(-1)?.phase === "connected";
  const from = Math.max(0, attempts.findLastIndex(stood));
  return attempts
    .slice(from)
    .flatMap((attempt) => (attempt.failure && attempt.gatewayUrl === gatewayUrl ? [attempt.failure] : []));
}

function named({ code }: ConnectFailure, what: string): Pick<Trouble, "code" | "what"> {
  if (code === null) return { code, what: `${what.charAt(0).toUpperCase()}${what.slice(1)}.` };
  return { code, what: `${safeText(code).plain}: ${what}.` };
}

const TURNED_DOWN = "the request of this browser was turned down";

/** One clause a code; the troubleshooter has the whole story, and this must not wait until it is loaded. */
const CLAUSES = tableOf({
  AUTH_TOKEN_MISMATCH: "the gateway does not accept the token",
  AUTH_TOKEN_MISSING: "the gateway wants its token",
  AUTH_TOKEN_NOT_CONFIGURED: "the gateway has no token set",
  AUTH_PASSWORD_MISMATCH: "the gateway does not accept the password",
  AUTH_PASSWORD_MISSING: "the gateway wants its password",
  AUTH_PASSWORD_NOT_CONFIGURED: "the gateway has no password set",
  AUTH_DEVICE_TOKEN_MISMATCH: "this browser’s device token is no longer valid",
  AUTH_SCOPE_MISMATCH: "this browser asked for more than its token allows",
  AUTH_RATE_LIMITED: "too many wrong attempts, the gateway makes this address wait",
  PAIRING_REQUIRED: "this browser has to be approved on the gateway",
  PROTOCOL_MISMATCH: "this page and the gateway speak different versions",
  CLIENT_VERSION_MISMATCH: "this page and the gateway speak different versions",
  CONTROL_UI_ORIGIN_NOT_ALLOWED: "the gateway does not allow the address of this page",
  CONTROL_UI_BUILD_MISMATCH: "the gateway takes this page for an old copy of its own",
  DEVICE_IDENTITY_REQUIRED: "the gateway wants a device key, which needs https or localhost",
  CONTROL_UI_DEVICE_IDENTITY_REQUIRED: "the gateway wants a device key, which needs https or localhost",
});

function whatIsWrong({ code, errorCode, closeCode, endedBy, phase, message }: ConnectFailure): string {
  if (code !== null) {
    const clause = CLAUSES.get(code);
    if (clause !== undefined) return clause;
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
      return "what came back cannot be read";
    case "not-opened":
      return "the host does not answer";
    case "no-challenge":
    case "no-answer":
      return "the gateway does not answer";
    case "silence":
      return "the gateway fell silent";
    case "closed":
      if (closeCode === 1012 || closeCode === 1013) return "the gateway is starting";
      if (closeCode === 1002 || closeCode === 1008) return "the gateway does not let this browser in";
      return phase === "opening" || phase === "opened"
        ? "the gateway does not answer"
        : "the connection was lost";
  }
}
