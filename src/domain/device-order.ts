/** The orders of paired devices. None depends on who is online, so that rows do not move. */

import type { PairedDevice } from "./device.ts";
import { deviceTiers, lastActiveMs, nameSortKey, tokenStatus } from "./device-traits.ts";
import { TIERS } from "./risk.ts";
import type { SameDevice } from "./same-device.ts";

/** What devices can be sorted by: the columns of the table. */
export const SORT_KEYS = ["device", "access", "token", "seen", "approved"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

interface Order {
  /** null: this browser first, then the newest approval; that also decides between equals. */
  readonly sort: SortKey | null;
  readonly isDescending: boolean;
  /** Groups stay together, whatever the order is otherwise. */
  readonly isSameDevice: boolean;
}

interface OrderFacts {
  readonly thisDeviceId: string | null;
  readonly sameDevices: ReadonlyMap<string, SameDevice>;
}

const TOKEN_WEIGHTS = { none: 0, revoked: 1, "partly-revoked": 2, active: 3 } as const;

/** Devices in an order. What is unknown comes last, in both directions. */
export function sortDevices(
  devices: readonly PairedDevice[],
  { sort, isDescending, isSameDevice }: Order,
  { thisDeviceId, sameDevices }: OrderFacts,
): readonly PairedDevice[] {
  // Every key is computed once, not once a comparison.
  const entries = devices.map((device) => ({
    device,
    group: isSameDevice ? (sameDevices.get(device.deviceId)?.group ?? 0) : 0,
    key: sort === null ? undefined : sortValue(device, sort),
    approvedAtMs: device.deviceId === thisDeviceId ? Infinity : (device.approvedAtMs ?? 0),
  }));
  entries.sort(
    (a, b) =>
      a.group - b.group ||
      compareKnown(a.key, b.key, isDescending) ||
      // Equal ones keep the gateway's order; the difference of two infinities would be no number.
      (a.approvedAtMs === b.approvedAtMs ? 0 : b.approvedAtMs - a.approvedAtMs),
  );
  return entries.map(({ device }) => device);
}

type SortValue = string | number | undefined;

function sortValue(device: PairedDevice, sort: SortKey): SortValue {
  switch (sort) {
    case "device":
      return nameSortKey(device);
    case "access":
      // Each tier weighs more than all below it together.
      return deviceTiers(device).reduce((sum, tier) => sum + 2 ** TIERS.indexOf(tier), 0);
    case "token":
      return TOKEN_WEIGHTS[tokenStatus(device)];
    case "seen":
      return lastActiveMs(device);
    case "approved":
      return device.approvedAtMs;
  }
}

function compareKnown(a: SortValue, b: SortValue, isDescending: boolean): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b === isDescending ? 1 : -1;
}
