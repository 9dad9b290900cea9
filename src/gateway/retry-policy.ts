import { ConnectErrorDetailCodes, shouldRetryGatewayWithDeviceToken } from "@openclaw/gateway-client/browser";
import { asksForReload } from "./failures.ts";
import type { CredentialKind, FollowUp } from "#domain/connection/attempt.ts";
import type { ConnectFailure } from "#domain/connection/failure.ts";

export interface RetryFacts {
  readonly failure: ConnectFailure;
  readonly credential: CredentialKind;
  readonly sharedToken: string | undefined;
  readonly hasPassword: boolean;
  readonly storedDeviceToken: string | undefined;
  /** Another tab has stored a newer device token than the refused one. */
  readonly isNewerTokenStored: boolean;
  readonly isTrustedEndpoint: boolean;
  /** Follow-ups of this sign-in so far; those that are made once only are not repeated. */
  readonly used: ReadonlySet<FollowUp>;
  /** Failures in a row, 1 for the first; "not approved yet" does not count. */
  readonly failureCount: number;
  /** 0 ≤ random < 1, for the jitter. */
  readonly random: number;
}

export interface RetryDecision {
  readonly followUp: FollowUp;
  readonly delayMs: number;
}

const FIRST_DELAY_MS = 400;
const LONGEST_DELAY_MS = 15_000;
/** How often a client that waits for approval asks again. */
const APPROVAL_POLL_MS = 3_000;
/** Nothing makes the page wait longer: a timer of more than 24 days would go off at once. */
export const LONGEST_WAIT_MS = 24 * 60 * 60_000;
/** The gateway's own hint while it starts (`GATEWAY_STARTUP_RETRY_AFTER_MS`), for those that send none. */
const STARTUP_DELAY_MS = 500;

const stop: RetryDecision = { followUp: "stop", delayMs: 0 };

/** Refusals because the challenge was out of date: the next attempt has a new one. */
const CHALLENGE_CODES: ReadonlySet<string> = new Set([
  ConnectErrorDetailCodes.DEVICE_AUTH_NONCE_MISMATCH,
  ConnectErrorDetailCodes.DEVICE_AUTH_NONCE_REQUIRED,
  ConnectErrorDetailCodes.DEVICE_AUTH_SIGNATURE_EXPIRED,
]);

/**
 * Decides what to do after a failed attempt or a lost session. Pure.
 * It stops where a retry cannot succeed: further attempts would reach the gateway's rate limit, which locks out
 * everybody behind the same address.
 */
export function decideRetry(facts: RetryFacts): RetryDecision {
  const { failure, used } = facts;
  switch (failure.code) {
    case ConnectErrorDetailCodes.PAIRING_REQUIRED:
      return { followUp: "wait-for-approval", delayMs: hinted(failure) ?? APPROVAL_POLL_MS };
    case ConnectErrorDetailCodes.AUTH_TOKEN_MISMATCH:
      // Old gateways answer a stale device token in the `token` field with this code, too.
      return facts.credential === "device-token" ? afterStaleDeviceToken(facts) : afterWrongToken(facts);
    case ConnectErrorDetailCodes.AUTH_DEVICE_TOKEN_MISMATCH:
      return facts.credential === "device-token" ? afterStaleDeviceToken(facts) : stop;
    case null:
      return isTemporary(failure) ? backoff(facts) : stop;
    default:
      if (asksForReload(failure)) return once(used, "retry-as-development-build");
      if (CHALLENGE_CODES.has(failure.code)) return once(used, "retry-with-new-challenge");
      // For unknown codes of newer gateways their own `retryable` decides.
      return failure.retryable && !Object.hasOwn(ConnectErrorDetailCodes, failure.code)
        ? backoff(facts)
        : stop;
  }
}

function once(used: ReadonlySet<FollowUp>, followUp: FollowUp): RetryDecision {
  return used.has(followUp) ? stop : { followUp, delayMs: 0 };
}

function afterWrongToken({ failure, used, ...facts }: RetryFacts): RetryDecision {
  const isWorthIt = shouldRetryGatewayWithDeviceToken({
    retryBudgetUsed: used.has("retry-with-device-token"),
    ...(facts.sharedToken !== undefined && { explicitToken: facts.sharedToken }),
    ...(facts.storedDeviceToken !== undefined && { storedToken: facts.storedDeviceToken }),
    trustedEndpoint: facts.isTrustedEndpoint,
    errorDetails: failure.details,
  });
  return isWorthIt ? { followUp: "retry-with-device-token", delayMs: 0 } : stop;
}

function afterStaleDeviceToken({ used, ...facts }: RetryFacts): RetryDecision {
  if (facts.isNewerTokenStored) return once(used, "retry-with-device-token");
  if (facts.sharedToken === undefined && !facts.hasPassword) return stop;
  return once(used, "retry-with-shared-credentials");
}

/** Whether a refusal without a detail code, or the close of a socket, may be temporary. */
function isTemporary({ endedBy, errorCode, retryable, closeCode, phase }: ConnectFailure): boolean {
  switch (endedBy) {
    case "refusal":
      return errorCode === "UNAVAILABLE" || retryable;
    case "closed":
      // 1002: protocol. 1008 before the session stands: refused, and the gateway had no time to say why.
      return closeCode !== 1002 && !(closeCode === 1008 && phase !== "connected");
    case "storage":
    case "page":
    case "unreadable":
      return false;
    case "not-opened":
    case "no-challenge":
    case "no-answer":
    case "silence":
      return true;
  }
}

function backoff({ failure, failureCount, random }: RetryFacts): RetryDecision {
  const hintMs = hinted(failure);
  if (hintMs !== null) return { followUp: "retry", delayMs: hintMs };
  if (failure.errorCode === "UNAVAILABLE" || failure.closeCode === 1013) {
    return { followUp: "retry", delayMs: STARTUP_DELAY_MS };
  }
  const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failureCount - 1));
  // Jitter keeps many browsers from reconnecting at the same moment after a restart.
  return { followUp: "retry", delayMs: Math.round(delayMs * (0.75 + random / 2)) };
}

/** The gateway's own `retryAfterMs`, not too short (0 is allowed on the wire) and not too long for a timer. */
function hinted({ retryAfterMs }: ConnectFailure): number | null {
  return retryAfterMs === null ? null : Math.min(Math.max(retryAfterMs, FIRST_DELAY_MS), LONGEST_WAIT_MS);
}
