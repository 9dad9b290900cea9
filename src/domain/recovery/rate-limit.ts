import type { ConnectFailure } from "#domain/connection/failure.ts";

/** Gateways lock an address out after so many wrong tokens within a minute (`auth-rate-limit`), unless configured otherwise. */
export const DEFAULT_LIMIT = { maxAttempts: 10, windowMs: 60_000, lockoutMs: 5 * 60_000 } as const;
const COUNTED = new Set(["AUTH_TOKEN_MISMATCH", "AUTH_PASSWORD_MISMATCH", "AUTH_DEVICE_TOKEN_MISMATCH"]);

/** An attempt, as far as the limit goes by it. */
interface CountedAttempt {
  readonly failure: Pick<ConnectFailure, "code" | "atMs" | "retryAfterMs"> | null;
}

/** How many wrong tokens this browser may still send within this minute. Others behind its address count as well. */
export function triesLeft(attempts: readonly CountedAttempt[], nowMs: number): number {
  const wrong = attempts.filter(
    ({ failure }) =>
      failure?.code && COUNTED.has(failure.code) && nowMs - failure.atMs < DEFAULT_LIMIT.windowMs,
  ).length;
  return Math.max(0, DEFAULT_LIMIT.maxAttempts - wrong);
}

/** When the pause after a failure is over. Old gateways do not say; their source has five minutes as well. */
export function pauseEndMs({ atMs, retryAfterMs }: Pick<ConnectFailure, "atMs" | "retryAfterMs">): number {
  return atMs + (retryAfterMs ?? DEFAULT_LIMIT.lockoutMs);
}

/** Until when the gateway refuses everything from this address; null when it does not. */
export function lockedUntilMs(attempts: readonly CountedAttempt[]): number | null {
  const failure = attempts.at(-1)?.failure;
  return failure?.code === "AUTH_RATE_LIMITED" ? pauseEndMs(failure) : null;
}
