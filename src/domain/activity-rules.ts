/**
 * Several tabs of one browser see the same things, and what this browser does comes back as an event and as a changed
 * list. These rules keep one entry of it, and of what is known about it the most exact.
 */

import type { ActivityEntry, StoredActivity } from "./activity.ts";

/** How far back an entry that was only concluded is replaced by one that knows. */
const RECENT_MS = 30_000;
/** A list is some time old when it arrives. */
const READING_SLACK_MS = 5_000;

/** What to do about an entry that is to be kept. */
export interface Verdict {
  /** What to keep; null when it is in the record already. */
  readonly entry: ActivityEntry | null;
  /** Entries that it makes superfluous. */
  readonly superseded: readonly StoredActivity[];
}

/** From when on entries about the same device matter for `entry`. @param sinceMs when the list was read before */
export function relevantSinceMs(entry: ActivityEntry, sinceMs?: number): number {
  return sinceMs === undefined ? entry.atMs - RECENT_MS : sinceMs - READING_SLACK_MS;
}

/**
 * Decides about a new entry.
 * @param related kept entries of the same gateway with the same request, or about the same device since
 *   `relevantSinceMs`
 */
export function reconcile(entry: ActivityEntry, related: readonly StoredActivity[]): Verdict {
  const superseded = related.filter((other) => replaces(entry, other));
  if (related.some((other) => makesKnown(other, entry))) return { entry: null, superseded: [] };
  const isUnclear = related.some((other) => wasPerhapsDoneBy(other, entry));
  return { entry: isUnclear && "by" in entry ? { ...entry, by: "unclear" } : entry, superseded };
}

/** Nothing that this browser did is ever left out, so a write is never known already. */
function makesKnown(other: StoredActivity, entry: ActivityEntry): boolean {
  switch (entry.kind) {
    case "request-seen":
      return (
        other.kind === "request-seen" &&
        other.requestId === entry.requestId &&
        isSame(other.roles, entry.roles) &&
        isSame(other.scopes, entry.scopes)
      );
    case "request-ended":
      if (other.kind === "device-appeared") return isNameless(entry) && isSameEffect(other, entry);
      return endedRequest(other) === entry.requestId && certainty(other) >= certainty(entry);
    case "device-appeared":
    case "device-vanished":
      return isSameEffect(other, entry) && !saysMore(entry, other);
    case "write":
    case "connected":
    case "connection-lost":
    case "connection-blocked":
    case "approval-awaited":
    case "disconnected":
      return false;
  }
}

function replaces(entry: ActivityEntry, other: StoredActivity): boolean {
  const requestId = endedRequest(entry);
  if (other.kind === "request-ended") {
    if (saysMore(entry, other)) return isSameEffect(entry, other);
    return requestId === other.requestId && certainty(entry) > certainty(other);
  }
  return isConcluded(other) && !isConcluded(entry) && isSameEffect(entry, other);
}

function wasPerhapsDoneBy(other: StoredActivity, entry: ActivityEntry): boolean {
  if (other.kind !== "write" || other.outcome !== "unknown") return false;
  if (entry.kind === "device-vanished") return other.action === "remove";
  if (entry.kind === "device-appeared") return other.action === "approve";
  if (entry.kind !== "request-ended" || other.requestId !== entry.requestId) return false;
  return entry.how === "gone" || (entry.how === "approved") === (other.action === "approve");
}

/** The request that this entry tells the end of. */
function endedRequest(entry: ActivityEntry): string | undefined {
  if (entry.kind === "request-ended") return entry.requestId;
  if (entry.kind !== "write" || entry.outcome !== "done") return undefined;
  return entry.action === "approve" || entry.action === "reject" ? entry.requestId : undefined;
}

function certainty(entry: ActivityEntry): number {
  if (entry.kind === "request-ended") return entry.how === "gone" ? 1 : 2;
  return 3;
}

function isConcluded({ kind }: ActivityEntry): boolean {
  return kind === "device-appeared" || kind === "device-vanished";
}

function isSameEffect(a: ActivityEntry, b: ActivityEntry): boolean {
  const effect = effectOf(a);
  return effect !== null && effect === effectOf(b) && deviceOf(a) === deviceOf(b);
}

/**
 * A new gateway tells of a pairing that nobody was asked about as of an approved request that was never announced;
 * only the list then says whose it was.
 */
function saysMore(entry: ActivityEntry, other: ActivityEntry): boolean {
  return (
    entry.kind === "device-appeared" &&
    !isNameless(entry) &&
    other.kind === "request-ended" &&
    isNameless(other)
  );
}

function isNameless(entry: ActivityEntry): boolean {
  return !("name" in entry) || entry.name === undefined;
}

/** Whether a device is paired afterwards, where the entry says so. */
function effectOf(entry: ActivityEntry): "in" | "out" | null {
  switch (entry.kind) {
    case "device-appeared":
      return "in";
    case "device-vanished":
      return "out";
    case "request-ended":
      return entry.how === "approved" ? "in" : null;
    case "write":
      if (entry.outcome !== "done") return null;
      return entry.action === "approve" ? "in" : entry.action === "remove" ? "out" : null;
    case "request-seen":
    case "connected":
    case "connection-lost":
    case "connection-blocked":
    case "approval-awaited":
    case "disconnected":
      return null;
  }
}

/** The device that an entry is about. */
export function deviceOf(entry: ActivityEntry): string | undefined {
  return "deviceId" in entry ? entry.deviceId : undefined;
}

/** The request that an entry is about. */
export function requestOf(entry: ActivityEntry): string | undefined {
  return "requestId" in entry ? entry.requestId : undefined;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());
}
