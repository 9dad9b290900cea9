/** When devices were paired, seen, rotated, revoked and turned away. */

import type { PairedDevice } from "#domain/device.ts";
import { lastActiveMs } from "#domain/device-traits.ts";

export const TIMELINE_KINDS = ["paired", "seen", "rotated", "revoked", "refused"] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

export const TIMELINE_LABELS: Readonly<Record<TimelineKind, string>> = {
  paired: "Paired",
  seen: "Last seen",
  rotated: "Token rotated",
  revoked: "Token revoked",
  refused: "Turned away",
};

export interface TimelineEvent {
  readonly kind: TimelineKind;
  /** The gateway's clock, ms since the epoch. */
  readonly atMs: number;
  /** Undefined for a client that is no paired device. */
  readonly device: PairedDevice | undefined;
  /** What the gateway's log calls a client that is no paired device: its own word. */
  readonly client?: string | undefined;
  /** How often, where it stands for several. */
  readonly count?: number | undefined;
}

/** All that the list tells, newest first. Tokens' times are the last of their kind: gateways keep no earlier ones. */
export function timelineOf(
  devices: readonly PairedDevice[],
  refused: readonly TimelineEvent[] = [],
): readonly TimelineEvent[] {
  const events = [...refused];
  const add = (kind: TimelineKind, device: PairedDevice, atMs: number | undefined) => {
    if (atMs !== undefined && atMs > 0) events.push({ kind, atMs, device });
  };
  for (const device of devices) {
    add("paired", device, device.createdAtMs ?? device.approvedAtMs);
    add("seen", device, lastActiveMs(device));
    for (const { rotatedAtMs, revokedAtMs } of device.tokens) {
      add("rotated", device, rotatedAtMs);
      add("revoked", device, revokedAtMs);
    }
  }
  return events.toSorted((a, b) => b.atMs - a.atMs);
}

/** Counts events of each kind in equal spans of time. */
export function binEvents(
  events: readonly TimelineEvent[],
  { fromMs, toMs, binCount }: { readonly fromMs: number; readonly toMs: number; readonly binCount: number },
): ReadonlyMap<TimelineKind, readonly number[]> {
  const bins = new Map(TIMELINE_KINDS.map((kind) => [kind, Array.from({ length: binCount }, () => 0)]));
  for (const { kind, atMs, count = 1 } of events) {
    if (atMs < fromMs || atMs > toMs) continue;
    const index = Math.min(Math.floor(((atMs - fromMs) / (toMs - fromMs)) * binCount), binCount - 1);
    const ofKind = bins.get(kind);
    if (ofKind) ofKind[index] = (ofKind[index] ?? 0) + count;
  }
  return bins;
}

const BURST_MS = 3_600_000;
/** So many pairings within an hour are a burst. */
const BURST_SIZE = 5;

export interface Burst {
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
}

/** Hours in which many devices were paired, newest first. */
export function findBursts(events: readonly TimelineEvent[]): readonly Burst[] {
  const times = events.filter(({ kind }) => kind === "paired").map(({ atMs }) => atMs);
  times.sort((a, b) => a - b);
  const bursts: Burst[] = [];
  let first = 0;
  while (first < times.length) {
    const fromMs = times[first] ?? 0;
    let last = first;
    while ((times[last + 1] ?? Infinity) - fromMs <= BURST_MS) last += 1;
    if (last - first + 1 >= BURST_SIZE) {
      bursts.unshift({ fromMs, toMs: times[last] ?? fromMs, count: last - first + 1 });
      first = last + 1;
    } else first += 1;
  }
  return bursts;
}
