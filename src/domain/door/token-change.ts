/** Who is cut off by another token of the gateway's, and who has come back since. */

import { clientKind } from "#domain/client-kinds.ts";
import { activeTokens } from "#domain/device-traits.ts";
import type { PairedDevice } from "#domain/device.ts";
import type { MatchedClient } from "#domain/gateway-log/join-clients.ts";
import type { LiveSession } from "#domain/live-session.ts";

interface Surroundings {
  readonly protocol: number;
  readonly thisDeviceId: string | null;
}

/** Whom a new token concerns; this browser is in neither. */
export interface Concerned {
  /** They need the new token. */
  readonly cutOff: readonly PairedDevice[];
  /** They sign in again by themselves, with device tokens of their own. */
  readonly comeBack: readonly PairedDevice[];
  /** They have nothing but the token. */
  readonly withoutDevice: readonly LiveSession[];
}

/**
 * On gateways of protocol 4 the device tokens of browsers end with the token that they were made from (observed on 2026.9.6, and
 * the same in the source of 2026.6.11); all others live on. On 2026.3.13 all live on.
 */
export function concernedBy(
  paired: readonly PairedDevice[],
  sessions: readonly LiveSession[],
  { protocol, thisDeviceId }: Surroundings,
): Concerned {
  const cutOff: PairedDevice[] = [];
  const comeBack: PairedDevice[] = [];
  for (const device of paired) {
    if (device.deviceId === thisDeviceId) continue;
    const isBoundToToken = protocol >= 4 && clientKind(device).kind === "browser";
    (isBoundToToken || activeTokens(device).length === 0 ? cutOff : comeBack).push(device);
  }
  return { cutOff, comeBack, withoutDevice: sessions.filter(({ deviceId }) => deviceId === undefined) };
}

/** How somebody fares who was connected when the token was changed. `perhaps-refused`: so was a client that it may be. */
export interface Follower {
  readonly device: PairedDevice;
  readonly standing: "back" | "refused" | "perhaps-refused" | "away";
}

interface Since {
  /** When the token was changed. Times are the gateway's. */
  readonly changedAtMs: number;
  /** When the session began that each device has open, as far as the gateway says. */
  readonly connectedAtMs: ReadonlyMap<string, number>;
  /** Clients that the gateway has refused, with the devices that they probably are. */
  readonly refused: readonly MatchedClient[];
}

/** @param deviceIds who was connected before */
export function followersOf(
  deviceIds: ReadonlySet<string>,
  paired: readonly PairedDevice[],
  { changedAtMs, connectedAtMs, refused }: Since,
): readonly Follower[] {
  const standings = new Map<string, Follower["standing"]>();
  for (const { client, match } of refused) {
    if (!match || client.last.atMs <= changedAtMs) continue;
    if (match.certainty !== "faint") standings.set(match.deviceId, "refused");
    else if (!standings.has(match.deviceId)) standings.set(match.deviceId, "perhaps-refused");
  }
  return paired
    .filter(({ deviceId }) => deviceIds.has(deviceId))
    .map((device): Follower => {
      const isBack = signedInAtMs(device, connectedAtMs) > changedAtMs;
      return { device, standing: isBack ? "back" : (standings.get(device.deviceId) ?? "away") };
    });
}

function signedInAtMs(device: PairedDevice, connectedAtMs: ReadonlyMap<string, number>): number {
  const used = device.tokens.map(({ lastUsedAtMs }) => lastUsedAtMs ?? 0);
  const seenAtMs = device.lastSeenReason === "connect" ? (device.lastSeenAtMs ?? 0) : 0;
  return Math.max(...used, seenAtMs, connectedAtMs.get(device.deviceId) ?? 0);
}
