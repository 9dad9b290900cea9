/**
 * Several tabs of one browser see the same things, and a write of this browser comes back as an event and as a changed
 * list. Only the most exact entry of these is kept.
 */

import { ANSWERS, type ActivityEntry, type HistoryEntry, type StoredActivity } from "./activity.ts";

/** How far back an entry that was inferred from the list is replaced by an exact one. */
const RECENT_MS = 30_000;
/** The list may be this old when it arrives. */
const REFETCH_SLACK_MS = 5_000;

/** What to do about a new entry. */
export interface Deduplication {
  /** What to keep; null when the log has it already. */
  readonly entry: ActivityEntry | null;
  /** Entries that it replaces. */
  readonly superseded: readonly StoredActivity[];
}

/** How far back entries about the same device matter. @param sinceMs when the list was fetched before */
export function relevantSinceMs(entry: ActivityEntry, sinceMs?: number): number {
  return sinceMs === undefined ? entry.atMs - RECENT_MS : sinceMs - REFETCH_SLACK_MS;
}

/**
 * @param related kept entries of the same gateway with the same request, or about the same device since
 *   `relevantSinceMs`
 */
export function deduplicate(entry: ActivityEntry, related: readonly StoredActivity[]): Deduplication {
  const superseded = related.filter((other) => replaces(entry, other));
  if (related.some((other) => covers(other, entry))) return { entry: null, superseded: [] };
  const isUnclear = related.some((other) => wasPerhapsDoneBy(other, entry));
  return { entry: isUnclear && "by" in entry ? { ...entry, by: "unclear" } : entry, superseded };
}

/** Whether `other` says what `entry` says. Writes are never left out. */
function covers(other: StoredActivity, entry: ActivityEntry): boolean {
  if (entry.kind === "request-seen") {
    return (
      other.kind === "request-seen" &&
      other.requestId === entry.requestId &&
      isSame(other.roles, entry.roles) &&
      isSame(other.scopes, entry.scopes)
    );
  }
  if (entry.kind === "commands-asked") {
    return other.kind === "commands-asked" && other.requestId === entry.requestId;
  }
  if (entry.kind === "request-ended" || entry.kind === "commands-ended") {
    if (other.kind === "device-appeared") return isNameless(entry) && isSameEffect(other, entry);
    return endedRequest(other) === entry.requestId && certainty(other) >= certainty(entry);
  }
  return isInferred(entry) && isSameEffect(other, entry) && !saysMore(entry, other);
}

function replaces(entry: ActivityEntry, other: StoredActivity): boolean {
  const requestId = endedRequest(entry);
  if (other.kind === "request-ended" || other.kind === "commands-ended") {
    if (saysMore(entry, other)) return isSameEffect(entry, other);
    return requestId === other.requestId && certainty(entry) > certainty(other);
  }
  return isInferred(other) && !isInferred(entry) && isSameEffect(entry, other);
}

function wasPerhapsDoneBy(other: StoredActivity, entry: ActivityEntry): boolean {
  if (other.kind !== "write" || other.outcome !== "unknown") return false;
  if (entry.kind === "device-vanished") return other.action === "remove";
  if (entry.kind === "device-appeared") return other.action === "approve";
  if (entry.kind === "commands-ended") return other.requestId === entry.requestId;
  if (entry.kind !== "request-ended" || other.requestId !== entry.requestId) return false;
  return entry.how === "gone" || (entry.how === "approved") === (other.action === "approve");
}

/** The request that ended, according to this entry. */
function endedRequest(entry: ActivityEntry): string | undefined {
  if (entry.kind === "request-ended" || entry.kind === "commands-ended") return entry.requestId;
  if (entry.kind !== "write" || entry.outcome !== "done") return undefined;
  return ANSWERS.has(entry.action) ? entry.requestId : undefined;
}

function certainty(entry: ActivityEntry): number {
  if (entry.kind === "commands-ended") return 1;
  if (entry.kind === "request-ended") return entry.how === "gone" ? 1 : 2;
  return 3;
}

function isInferred({ kind }: ActivityEntry): boolean {
  return kind === "device-appeared" || kind === "device-vanished";
}

function isSameEffect(a: ActivityEntry, b: ActivityEntry): boolean {
  const effect = effectOf(a);
  return effect !== null && effect === effectOf(b) && deviceOf(a) === deviceOf(b);
}

/**
 * New gateways report a pairing that nobody was asked about as the approval of a request that they never announced;
 * only the list then has the device's name.
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
  if (entry.kind === "device-appeared") return "in";
  if (entry.kind === "device-vanished") return "out";
  if (entry.kind === "request-ended") return entry.how === "approved" ? "in" : null;
  if (entry.kind !== "write" || entry.outcome !== "done") return null;
  return entry.action === "approve" ? "in" : entry.action === "remove" ? "out" : null;
}

export function deviceOf(entry: HistoryEntry): string | undefined {
  return "deviceId" in entry ? entry.deviceId : undefined;
}

export function requestOf(entry: HistoryEntry): string | undefined {
  return "requestId" in entry ? entry.requestId : undefined;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());
}
