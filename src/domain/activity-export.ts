import type { HistoryEntry } from "./activity.ts";
import { deviceOf, requestOf } from "./activity-dedup.ts";
import { sentenceOf } from "./activity-sentences.ts";

const COLUMNS = [
  "time",
  "source",
  "kind",
  "what happened",
  "device name",
  "device id",
  "request id",
  "roles",
  "scopes",
  "address",
  "message",
] as const;

/** The log as rows of a table, the header first. */
export function activityRows(entries: readonly HistoryEntry[]): readonly (readonly string[])[] {
  return [COLUMNS, ...entries.map(toRow)];
}

function toRow(entry: HistoryEntry): readonly string[] {
  const roles = "roles" in entry ? entry.roles : "role" in entry && entry.role ? [entry.role] : [];
  return [
    isoTime(entry.atMs),
    entry.kind === "logged" ? "gateway's log" : "this browser",
    entry.kind === "write" ? `${entry.action} ${entry.outcome}` : entry.kind,
    sentenceOf(entry),
    ("name" in entry && entry.name) || "",
    deviceOf(entry) ?? "",
    requestOf(entry) ?? "",
    roles.join(" "),
    ("scopes" in entry && entry.scopes?.join(" ")) || "",
    ("remoteIp" in entry && entry.remoteIp) || "",
    ("message" in entry && entry.message) || "",
  ];
}

/** The log of one gateway as JSON. Names stand as the devices sent them. */
export function activityJson(entries: readonly HistoryEntry[], gatewayUrl: string): string {
  const lines = entries.map((entry) => ({
    time: isoTime(entry.atMs),
    sentence: sentenceOf(entry),
    ...entry,
  }));
  return JSON.stringify({ gateway: gatewayUrl, entries: lines }, null, 2);
}

function isoTime(atMs: number): string {
  // A wrong clock may give a time that is no valid date.
  return Math.abs(atMs) <= 8.64e15 ? new Date(atMs).toISOString() : "";
}
