/** The record as files. It holds no secrets, so neither do they. */

import type { ActivityEntry } from "./activity.ts";
import { deviceOf, requestOf } from "./activity-rules.ts";
import { sentenceOf } from "./activity-words.ts";

const COLUMNS = [
  "time",
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

/** The record as rows of a table, the header first. */
export function activityRows(entries: readonly ActivityEntry[]): readonly (readonly string[])[] {
  return [COLUMNS, ...entries.map(toRow)];
}

function toRow(entry: ActivityEntry): readonly string[] {
  const roles = "roles" in entry ? entry.roles : "role" in entry && entry.role ? [entry.role] : [];
  return [
    isoTime(entry.atMs),
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

/** The record as JSON, with the gateway that it is about. Names stand as the devices sent them. */
export function activityJson(entries: readonly ActivityEntry[], gatewayUrl: string): string {
  const lines = entries.map((entry) => ({
    time: isoTime(entry.atMs),
    sentence: sentenceOf(entry),
    ...entry,
  }));
  return JSON.stringify({ gateway: gatewayUrl, entries: lines }, null, 2);
}

function isoTime(atMs: number): string {
  // A clock may say anything, and some of it is no date.
  return Math.abs(atMs) <= 8.64e15 ? new Date(atMs).toISOString() : "";
}
