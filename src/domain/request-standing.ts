/** How a pending request stands in time, as far as a gateway lets that be known. */

import type { PairingRequest } from "./device.ts";

/** How long a request lives from the last time that its device asked. */
export const REQUEST_LIFETIME_MS = 5 * 60_000;

/** A list that was read closer than this to the end of a request may have been written before that end. */
export const END_MARGIN_MS = 500;

/**
 * - `waiting`: its five minutes are not over.
 * - `over`: they are, and the list was not read since, so it may be gone.
 * - `still-asking`: the list was read after them and still has it, so the device asked again: new gateways give it five
 *   more minutes for that without changing the time that they list. `forMs`: how long it asked at least.
 */
export type RequestStanding =
  | { readonly kind: "waiting"; readonly leftMs: number }
  | { readonly kind: "over" }
  | { readonly kind: "still-asking"; readonly forMs: number };

/** When the list was read (this browser's clock), and the gateway's clock minus this browser's. */
export interface ListReadingTime {
  readonly readAtMs: number;
  readonly clockDifferenceMs: number;
}

/**
 * How a request stands that the list has.
 * @param nowMs this browser's clock
 */
export function requestStanding(
  { requestedAtMs }: Pick<PairingRequest, "requestedAtMs">,
  { readAtMs, clockDifferenceMs }: ListReadingTime,
  nowMs: number,
): RequestStanding {
  const askedAtMs = requestedAtMs - clockDifferenceMs;
  const endsAtMs = askedAtMs + REQUEST_LIFETIME_MS;
  if (readAtMs >= endsAtMs + END_MARGIN_MS) return { kind: "still-asking", forMs: readAtMs - askedAtMs };
  // A time far ahead is a clock that is wrong.
  if (nowMs < endsAtMs) return { kind: "waiting", leftMs: Math.min(endsAtMs - nowMs, REQUEST_LIFETIME_MS) };
  return { kind: "over" };
}
