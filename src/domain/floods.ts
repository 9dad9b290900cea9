/** Many requests at once from one address: somebody hopes to be approved by mistake, or to hide among others. */

import type { PairingRequest } from "./device.ts";

const WINDOW_MS = 60_000;

/** So many requests within a minute are a flood. */
export const FLOOD_SIZE = 3;

/** Several requests from one address within a minute. */
export interface Flood {
  /** null: unknown; old gateways never report the address of forwarded requests. */
  readonly address: string | null;
  /** How many came within one minute, at most. */
  readonly count: number;
  /**
   * What to reject: all requests from the address. If that is unknown, only those of that minute, since the others may be
   * unrelated.
   */
  readonly requests: readonly PairingRequest[];
}

/** The floods among pending requests; the largest first. */
export function findFloods(pending: readonly PairingRequest[]): readonly Flood[] {
  const floods: Flood[] = [];
  for (const [address, requests] of byAddress(pending)) {
    const burst = busiestMinute(requests);
    if (burst.length < FLOOD_SIZE) continue;
    floods.push({ address, count: burst.length, requests: address === null ? burst : requests });
  }
  return floods.toSorted((a, b) => b.count - a.count);
}

/** Counts, for each address, the most pending requests that fall into one minute. */
export function burstSizes(pending: readonly PairingRequest[]): ReadonlyMap<string | null, number> {
  return new Map(
    [...byAddress(pending)].map(([address, requests]) => [address, busiestMinute(requests).length]),
  );
}

function byAddress(pending: readonly PairingRequest[]): Map<string | null, PairingRequest[]> {
  const groups = new Map<string | null, PairingRequest[]>();
  for (const request of pending) {
    const address = request.remoteIp || null;
    const others = groups.get(address);
    if (others) others.push(request);
    else groups.set(address, [request]);
  }
  return groups;
}

/** The most requests that fall into one minute, oldest first. */
function busiestMinute(requests: readonly PairingRequest[]): readonly PairingRequest[] {
  const sorted = requests.toSorted((a, b) => a.requestedAtMs - b.requestedAtMs);
  let first = 0;
  let best: readonly [from: number, to: number] = [0, 0];
  for (const [last, { requestedAtMs }] of sorted.entries()) {
    while (requestedAtMs - (sorted[first]?.requestedAtMs ?? requestedAtMs) > WINDOW_MS) first += 1;
    if (last + 1 - first > best[1] - best[0]) best = [first, last + 1];
  }
  return sorted.slice(...best);
}
