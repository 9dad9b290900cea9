import { useMemo, useState } from "react";
import { deviceRowKey } from "#components/row-keys.ts";
import type { PairedDevice } from "#domain/device.ts";
import { groupDevices, type Grouping } from "#domain/review/matrix-groups.ts";
import type { SameDevice } from "#domain/same-device.ts";

/** A row of a table in groups: a device, or the name of the group that begins there. */
export type GroupedRow =
  | { readonly kind: "group"; readonly key: string; readonly label: string; readonly count: number }
  | { readonly kind: "device"; readonly key: string; readonly device: PairedDevice };

/** The rows of a table of `devices` in groups. */
export function useGroupedRows(
  devices: readonly PairedDevice[],
  by: Grouping,
  sameDevices: ReadonlyMap<string, SameDevice>,
) {
  const rows = useMemo(() => {
    const all: GroupedRow[] = [];
    for (const { key, label, devices: members } of groupDevices(devices, by, sameDevices)) {
      all.push({ kind: "group", key: `group:${key}`, label, count: members.length });
      for (const device of members) all.push({ kind: "device", key: deviceRowKey(device.deviceId), device });
    }
    return all;
  }, [devices, by, sameDevices]);
  const rowKeys = useMemo(() => rows.map(({ key }) => key), [rows]);
  return { rows, rowKeys };
}

/** The row that the keyboard is on; arrows move to the next device. */
export function useRowKeys(rows: readonly GroupedRow[]) {
  const [chosen, setChosen] = useState<string | null>(null);
  const keys = useMemo(() => rows.filter(({ kind }) => kind === "device").map(({ key }) => key), [rows]);
  const current = chosen !== null && keys.includes(chosen) ? chosen : (keys[0] ?? null);
  return { keys, current, setChosen };
}
