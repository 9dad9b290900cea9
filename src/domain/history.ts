/** This browser's record and the gateway's log in one: what both tell is one entry. */

import type { ActivityEntry, Logged } from "./activity.ts";
import { deviceOf } from "./activity-dedup.ts";

type LoggedEntry = Logged & { readonly atMs: number };

/** Clocks and answers differ by that much. */
const SLACK_MS = 10_000;
/** What is only missing or new in the list is noticed when that is next read. */
const NOTICED_WITHIN_MS = 120_000;

/**
 * Finds what both tell.
 * @returns by entry of the log: the entry of the record that tells the same
 */
export function toldTwice<Recorded extends ActivityEntry, OfLog extends LoggedEntry>(
  recorded: readonly Recorded[],
  logged: readonly OfLog[],
): ReadonlyMap<OfLog, Recorded> {
  const byDevice = new Map<string, Recorded[]>();
  for (const entry of recorded) {
    const deviceId = deviceOf(entry);
    if (deviceId === undefined) continue;
    const ofDevice = byDevice.get(deviceId);
    if (ofDevice) ofDevice.push(entry);
    else byDevice.set(deviceId, [entry]);
  }
  const taken = new Set<Recorded>();
  const twice = new Map<OfLog, Recorded>();
  for (const one of logged) {
    const same = byDevice.get(one.deviceId)?.find((entry) => !taken.has(entry) && tellsSame(entry, one));
    if (!same) continue;
    taken.add(same);
    twice.set(one, same);
  }
  return twice;
}

function tellsSame(entry: ActivityEntry, { what, atMs }: LoggedEntry): boolean {
  const isApproval = what === "approved" || what === "auto-approved";
  const isRemoval = what === "removed" || what === "pruned";
  const laterMs = entry.atMs - atMs;
  const isJustThen = Math.abs(laterMs) < SLACK_MS;
  switch (entry.kind) {
    case "write":
      return isJustThen && entry.outcome === "done" && wasWrite(entry.action, what);
    case "request-ended":
      return isJustThen && entry.how === "approved" && isApproval;
    case "device-appeared":
      return isApproval && laterMs > -SLACK_MS && laterMs < NOTICED_WITHIN_MS;
    case "device-vanished":
      return isRemoval && laterMs > -SLACK_MS && laterMs < NOTICED_WITHIN_MS;
    case "request-seen":
    case "commands-asked":
    case "commands-ended":
    case "connected":
    case "connection-lost":
    case "connection-blocked":
    case "approval-awaited":
    case "disconnected":
      return false;
  }
}

const WRITES: Readonly<Record<Logged["what"], string | null>> = {
  approved: "approve",
  "auto-approved": null,
  removed: "remove",
  pruned: null,
  renamed: "rename",
  rotated: "rotate",
  revoked: "revoke",
  "scope-upgrade": null,
  "role-upgrade": null,
  "metadata-upgrade": null,
};

function wasWrite(action: string, what: Logged["what"]): boolean {
  return WRITES[what] === action;
}
