import type { PairingNeed } from "#domain/connection/failure.ts";
import { REQUEST_LIFETIME_MS } from "#domain/request-lifetime.ts";

/** How far this browser's times may be off from the gateway's. */
const SLACK_MS = 5_000;

/**
 * Detects that this browser's pairing request was rejected: the gateway then names a new request before the old one
 * could have expired.
 */
export class ApprovalWatch {
  #request: { readonly requestId: string; readonly firstMs: number; lastMs: number } | null = null;

  /** @param requestId the request that the gateway names now @returns whether the one before it was rejected */
  isRejection(pairing: Pick<PairingNeed, "requestId"> | null, atMs: number): boolean {
    const requestId = pairing?.requestId;
    if (requestId === undefined) return false;
    const before = this.#request;
    if (before?.requestId === requestId) {
      before.lastMs = atMs;
      return false;
    }
    this.#request = { requestId, firstMs: atMs, lastMs: atMs };
    return before !== null && !couldHaveExpired(before.firstMs, before.lastMs, atMs);
  }

  reset(): void {
    this.#request = null;
  }
}

/**
 * 2026.3.13 and 2026.9.6 give a device that asks again another five minutes; 2026.6.11 ends a request five minutes
 * after it was made.
 */
function couldHaveExpired(firstMs: number, lastMs: number, atMs: number): boolean {
  const wasNotAskedFor = atMs - lastMs >= REQUEST_LIFETIME_MS - SLACK_MS;
  const endMs = firstMs + REQUEST_LIFETIME_MS;
  return wasNotAskedFor || (endMs > lastMs - SLACK_MS && endMs < atMs + SLACK_MS);
}
