/** The gateways' limit on wrong credentials, so that nobody runs into it by trying. */

/** Gateways lock an address out after so many wrong tokens within a minute (`auth-rate-limit`). */
const ALLOWED_FAILURES = 10;
const WINDOW_MS = 60_000;
const LOCKOUT_MS = 5 * 60_000;
const COUNTED = new Set(["AUTH_TOKEN_MISMATCH", "AUTH_PASSWORD_MISMATCH", "AUTH_DEVICE_TOKEN_MISMATCH"]);

/** An attempt, as far as it counts here. Times in ms since the epoch. */
interface CountedAttempt {
  readonly failure: {
    readonly code: string | null;
    readonly atMs: number;
    readonly retryAfterMs: number | null;
  } | null;
}

/** How many wrong tokens this browser may still send within this minute. Others behind its address count as well. */
export function triesLeft(attempts: readonly CountedAttempt[], nowMs: number): number {
  const wrong = attempts.filter(
    ({ failure }) => failure?.code && COUNTED.has(failure.code) && nowMs - failure.atMs < WINDOW_MS,
  ).length;
  return Math.max(0, ALLOWED_FAILURES - wrong);
}

/** When the pause after a failure is over: old gateways do not say how long, in their source it is five minutes too. */
export function pauseEndMs({
  atMs,
  retryAfterMs,
}: {
  readonly atMs: number;
  readonly retryAfterMs: number | null;
}): number {
  return atMs + (retryAfterMs ?? LOCKOUT_MS);
}

/** Until when the gateway refuses everything from this address; null when it does not. */
export function lockedUntilMs(attempts: readonly CountedAttempt[]): number | null {
  const failure = attempts.at(-1)?.failure;
  return failure?.code === "AUTH_RATE_LIMITED" ? pauseEndMs(failure) : null;
}
