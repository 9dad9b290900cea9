import type { PairingRequest } from "./device.ts";

/** How long a request lives after its device last asked. */
export const REQUEST_LIFETIME_MS = 5 * 60_000;

/** A list that was fetched closer than this to the end of a request may be from before that end. */
export const END_MARGIN_MS = 500;

/**
 * Whether a pending request has expired, as far as a gateway lets that be known.
 * - `waiting`: its five minutes are not over.
 * - `over`: they are, and the list was not fetched since, so it may be gone.
 * - `still-asking`: the list was fetched after them and still has it, so the device asked again. New gateways then give
 *   it five more minutes without changing the time that they list. `forMs`: how long it asked at least.
 */
export type RequestLifetime =
  | { readonly kind: "waiting"; readonly leftMs: number }
  | { readonly kind: "over" }
  | { readonly kind: "still-asking"; readonly forMs: number };

/** When the list was fetched (this browser's clock), and the gateway's clock minus this browser's. */
export interface ListTime {
  readonly readAtMs: number;
  readonly clockDifferenceMs: number;
}

/** @param nowMs this browser's clock */
export function requestLifetime(
  { requestedAtMs }: Pick<PairingRequest, "requestedAtMs">,
  { readAtMs, clockDifferenceMs }: ListTime,
  nowMs: number,
): RequestLifetime {
  const askedAtMs = requestedAtMs - clockDifferenceMs;
  const endsAtMs = askedAtMs + REQUEST_LIFETIME_MS;
  if (readAtMs >= endsAtMs + END_MARGIN_MS) return { kind: "still-asking", forMs: readAtMs - askedAtMs };
  // A time far ahead is a clock that is wrong.
  if (nowMs < endsAtMs) return { kind: "waiting", leftMs: Math.min(endsAtMs - nowMs, REQUEST_LIFETIME_MS) };
  return { kind: "over" };
}
