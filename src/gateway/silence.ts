/**
 * Whether a session has been silent for too long: gateways send a tick in each interval, and two have been missed.
 * All in ms; times since the epoch.
 */
export function isSilent(heardAtMs: number, nowMs: number, tickIntervalMs: number): boolean {
  return nowMs - heardAtMs > 2 * tickIntervalMs;
}
