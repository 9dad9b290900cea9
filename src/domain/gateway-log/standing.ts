/** Whether a client that was turned away is still out. */

import type { PairedDevice } from "#domain/device.ts";

import type { Match } from "./matching.ts";
import type { TurnedAwayClient } from "./turned-away.ts";

/** `in`: it has come in since, or was approved. `perhaps-in`: so has a device that it may be. `quiet`: it no longer tries. */
export type Standing = "failing" | "quiet" | "perhaps-in" | "in";

/** Clients that retry by themselves do so more often. */
const QUIET_MS = 10 * 60_000;

/**
 * Gateways write no sign-in into their log that went well: the list and who is connected have to tell.
 * @param connectedAtMs when the session began that each device has open, as far as the gateway says
 */
export function standingOf(
  { last }: TurnedAwayClient,
  match: Match | null,
  connectedAtMs: ReadonlyMap<string, number>,
  nowMs: number,
): Standing {
  // What kept it out is gone.
  if (last.proven && (match?.device?.approvedAtMs ?? 0) > last.atMs) return "in";
  if (match?.device && lastSignInMs(match.device, connectedAtMs) > last.atMs)
    return match.certainty === "faint" ? "perhaps-in" : "in";
  return nowMs - last.atMs > QUIET_MS ? "quiet" : "failing";
}

function lastSignInMs(device: PairedDevice, connectedAtMs: ReadonlyMap<string, number>): number {
  const used = device.tokens.map(({ lastUsedAtMs }) => lastUsedAtMs ?? 0);
  // New gateways list it; what they say of sessions is brought up to date while those are open.
  if (device.lastSeenAtMs !== undefined) {
    return Math.max(0, ...used, device.lastSeenReason === "connect" ? device.lastSeenAtMs : 0);
  }
  return Math.max(0, ...used, connectedAtMs.get(device.deviceId) ?? 0);
}
