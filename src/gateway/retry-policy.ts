import { ConnectErrorDetailCodes, shouldRetryGatewayWithDeviceToken } from "@openclaw/gateway-client/browser";
import type { CredentialKind, FollowUp } from "./attempts.ts";
import { asksForReload, type ConnectFailure } from "./failures.ts";

/** What the policy must know to decide what follows a failure. */
export interface RetryFacts {
  readonly failure: ConnectFailure;
  readonly credential: CredentialKind;
  readonly sharedToken: string | undefined;
  readonly hasPassword: boolean;
  readonly storedDeviceToken: string | undefined;
  /** Another tab has stored a newer device token than the one that was refused. */
  readonly isNewerTokenStored: boolean;
  readonly isTrustedEndpoint: boolean;
  /** One-time measures that this sign-in has used up; each may be taken once. */
  readonly used: ReadonlySet<FollowUp>;
  /** Failures in a row, 1 for the first; the gateway's "not approved yet" is none. */
  readonly failureCount: number;
  /** 0 ≤ random < 1, for the jitter. */
  readonly random: number;
}

/** What to do next, and after how many milliseconds. */
export interface RetryDecision {
  readonly followUp: FollowUp;
  readonly delayMs: number;
}

const FIRST_DELAY_MS = 400;
const LONGEST_DELAY_MS = 15_000;
/** How often a client that waits for approval asks again. */
const APPROVAL_POLL_MS = 3_000;
/** No hint of a gateway makes the page wait longer: a timer of more than 24 days would go off at once. */
const LONGEST_HINT_MS = 24 * 60 * 60_000;
/** The gateway's own hint while it starts (`GATEWAY_STARTUP_RETRY_AFTER_MS`), for those that send none. */
const STARTUP_DELAY_MS = 500;

const stop: RetryDecision = { followUp: "stop", delayMs: 0 };

/** Refusals that come from a lost race with the challenge: a second try has a fresh one. */
const CHALLENGE_CODES: ReadonlySet<string> = new Set([
  ConnectErrorDetailCodes.DEVICE_AUTH_NONCE_MISMATCH,
  ConnectErrorDetailCodes.DEVICE_AUTH_NONCE_REQUIRED,
  ConnectErrorDetailCodes.DEVICE_AUTH_SIGNATURE_EXPIRED,
]);

/**
 * Decides what follows a failed attempt or a lost session. Pure.
 * Anything that a retry cannot mend stops: further attempts would only run into the gateway's rate limit,
 * which locks out everybody behind the same address.
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
      return mayComeBack(failure) ? backoff(facts) : stop;
    default:
      if (asksForReload(failure)) return once(used, "retry-as-development-build");
      if (CHALLENGE_CODES.has(failure.code)) return once(used, "retry-with-new-challenge");
      // Unknown codes of newer gateways: believe them when they call themselves retryable.
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

/** Whether a refusal without a detail code, or the end of a socket, is something that passes. */
function mayComeBack({ endedBy, errorCode, retryable, closeCode, phase }: ConnectFailure): boolean {
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
  // Jitter keeps many browsers from coming back in step after a restart.
  return { followUp: "retry", delayMs: Math.round(delayMs * (0.75 + random / 2)) };
}

/** The gateway's own `retryAfterMs`, kept from hammering it (0 is allowed on the wire) and from overflowing a timer. */
function hinted({ retryAfterMs }: ConnectFailure): number | null {
  return retryAfterMs === null ? null : Math.min(Math.max(retryAfterMs, FIRST_DELAY_MS), LONGEST_HINT_MS);
}
