import { useMemo } from "react";
import { useActivity, type ActivityRecord, type ListedEntry } from "./activity-query.ts";
import { useConnectionSnapshot } from "./connection-context.ts";
import { useDeviceList } from "./device-list.ts";
import { LOG_POLL_MS, useGatewayLog } from "./gateway-log.ts";
import type { HistoryEntry } from "#domain/activity.ts";
import { nameToKeep } from "#domain/activity-entries.ts";
import { deviceOf } from "#domain/activity-dedup.ts";
import type { ListedChange } from "#domain/gateway-log/gateway-log.ts";
import { toldTwice } from "#domain/history.ts";

/** An entry of the record or of the log, with what tells it from others. */
export type ListedHistory = (ListedEntry & { readonly isLoggedToo?: boolean }) | ListedLogged;

type ListedLogged = Extract<HistoryEntry, { kind: "logged" }> & { readonly id: number };

/** What happened on this gateway. */
interface History extends Pick<ActivityRecord, "unreadable" | "isKept"> {
  /** Newest first. */
  readonly entries: readonly ListedHistory[];
  /** How many of them are this browser's own record. */
  readonly recordedCount: number;
}

/** This browser's record and what the gateway's log tells, in one; undefined until the record has been read. */
export function useHistory(): History | undefined {
  const record = useActivity().data;
  const { log } = useGatewayLog(LOG_POLL_MS.rarely);
  const { clockDifferenceMs } = useConnectionSnapshot();
  const list = useDeviceList().data;
  const changes = log?.changes;
  return useMemo(() => {
    if (!record) return undefined;
    const devices = new Map(list?.paired.map((device) => [device.deviceId, device]));
    const toEntry = ({ id, atMs, what, deviceId, role }: ListedChange): ListedLogged => ({
      kind: "logged",
      id,
      // The record goes by this browser's clock.
      atMs: atMs - clockDifferenceMs,
      what,
      deviceId,
      name: nameToKeep(devices.get(deviceId)),
      role,
    });
    const logged = (changes ?? []).map(toEntry);
    const twice = toldTwice(record.entries, logged);
    const inBoth = new Set<ListedEntry>(twice.values());
    const withMark = (entry: ListedEntry): ListedHistory => ({ ...entry, isLoggedToo: true });
    const entries = [
      ...record.entries.map((entry) => (inBoth.has(entry) ? withMark(entry) : entry)),
      ...logged.filter((line) => !twice.has(line)),
    ].toSorted((x, y) => y.atMs - x.atMs || y.id - x.id);
    return { ...record, entries, recordedCount: record.entries.length };
  }, [record, changes, list, clockDifferenceMs]);
}

/** What happened to one device, newest first. */
export function useDeviceHistory(deviceId: string): Pick<History, "entries" | "isKept"> | undefined {
  const history = useHistory();
  return useMemo(
    () => history && { ...history, entries: history.entries.filter((entry) => deviceOf(entry) === deviceId) },
    [history, deviceId],
  );
}
