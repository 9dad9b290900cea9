/** Browsers wait for minutes for a socket that nobody answers. */
export const OPENING_TIMEOUT_MS = 10_000;
export const CHALLENGE_TIMEOUT_MS = 10_000;
/** Sooner than the official client's own 15 s: it says only by the words of a close that it gave up. */
export const ANSWER_TIMEOUT_MS = 14_000;
/** For limits of the official client that this page sets itself. */
export const NEVER_MS = 24 * 60 * 60_000;
