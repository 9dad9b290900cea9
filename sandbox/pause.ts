import { setTimeout as sleep } from "node:timers/promises";

/** Waits; an abort ends the wait early and is no error. */
export async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  await sleep(durationMs, undefined, { signal }).catch(() => undefined);
}
