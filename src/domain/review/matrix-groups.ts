import { clientKind, type ClientKind } from "#domain/client-kinds.ts";
import type { PairedDevice } from "#domain/device.ts";
import { deviceTiers, nameSortKey } from "#domain/device-traits.ts";
import { TIER_LABELS, TIERS } from "#domain/risk.ts";
import type { SameDevice } from "#domain/same-device.ts";

/** What the devices of a review are grouped by. */
export const GROUPINGS = ["risk", "same", "kind"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface DeviceGroup {
  readonly key: string;
  readonly label: string;
  /** By name, so that rows keep still. */
  readonly devices: readonly PairedDevice[];
}

const KINDS: Readonly<Record<ClientKind, string>> = {
  browser: "Browsers",
  phone: "Phones",
  tablet: "Tablets",
  watch: "Watches",
  desktop: "Desktop apps",
  cli: "Command lines",
  node: "Nodes",
  service: "Services",
  unknown: "Unknown clients",
};

/** Each device in one group: by its highest right, with its probable twins, or with others of its kind. */
export function groupDevices(
  devices: readonly PairedDevice[],
  by: Grouping,
  sameDevices: ReadonlyMap<string, SameDevice>,
): readonly DeviceGroup[] {
  const groups = new Map(
    orderOf(by).map(([key, label]) => [key, { key, label, devices: [] as PairedDevice[] }]),
  );
  for (const device of sortedByName(devices)) {
    const [key, label] = groupOf(device, by, sameDevices);
    const group = groups.get(key) ?? { key, label, devices: [] };
    group.devices.push(device);
    groups.set(key, group);
  }
  const filled = [...groups.values()].filter((group) => group.devices.length > 0);
  // Twins first, in the order of their numbers.
  return by === "same" ? filled.toSorted((a, b) => numberOf(a.key) - numberOf(b.key)) : filled;
}

const ALONE = "alone";

function orderOf(by: Grouping): readonly (readonly [key: string, label: string])[] {
  if (by === "risk")
    return [...TIERS.toReversed().map((tier) => [tier, TIER_LABELS[tier]] as const), ["none", "No rights"]];
  return by === "kind" ? Object.entries(KINDS) : [];
}

function groupOf(
  device: PairedDevice,
  by: Grouping,
  sameDevices: ReadonlyMap<string, SameDevice>,
): readonly [key: string, label: string] {
  if (by === "risk") return [deviceTiers(device).at(-1) ?? "none", ""];
  if (by === "kind") return [clientKind(device).kind, ""];
  const same = sameDevices.get(device.deviceId);
  return same ? [String(same.group), "Probably the same device"] : [ALONE, "Paired once"];
}

function numberOf(key: string): number {
  return key === ALONE ? Infinity : Number(key);
}

function sortedByName(devices: readonly PairedDevice[]): readonly PairedDevice[] {
  const named = devices.map((device) => ({ device, name: nameSortKey(device) }));
  named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return named.map(({ device }) => device);
}
