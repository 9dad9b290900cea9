import type { PairedDevice } from "./device.ts";
import { pairedNameSkeleton } from "./names.ts";

/** A pairing of a device that is probably paired several times: it lost its storage, was set up anew, or asked twice. */
export interface SameDevice {
  /** Numbers the groups from 1, in the order of the list. */
  readonly group: number;
  /** "Same app, system and name as 2 others". */
  readonly reason: string;
  /** It was paired last in its group; false also where that cannot be told. */
  readonly isNewest: boolean;
}

/**
 * Finds pairings that are probably the same device: with the same public key, or with the same client id, client
 * mode, platform and device family *and* a name that kinds the same. Never by name alone. What is unknown matches
 * nothing, save the family, which few clients send. Different labels of an operator make different devices.
 *
 * @returns by device id; devices that stand alone are not in it
 */
export function findSameDevices(devices: readonly PairedDevice[]): ReadonlyMap<string, SameDevice> {
  const byKey = collect(devices, ({ publicKey }) => publicKey?.trim());
  const bySimilarity = splitByLabel(collect(devices, similarityKey));
  const groupOf = new Map<PairedDevice, Group>();
  for (const bucket of [...byKey.values(), ...bySimilarity.values()])
    if (bucket.length > 1) join(bucket, groupOf);
  const sameKey = sizes(byKey);
  const sameKind = sizes(bySimilarity);

  const groups = new Map<Group, { readonly group: number; readonly newest: PairedDevice | null }>();
  const found = new Map<string, SameDevice>();
  for (const device of devices) {
    const members = groupOf.get(device);
    if (!members) continue;
    const known = groups.get(members) ?? { group: groups.size + 1, newest: newestOf(members) };
    groups.set(members, known);
    const [keys, kinds] = [sameKey.get(device) ?? 1, sameKind.get(device) ?? 1];
    found.set(device.deviceId, {
      group: known.group,
      reason: keys > 1 ? `Same key as ${others(keys)}` : `Same app, system and name as ${others(kinds)}`,
      isNewest: known.newest === device,
    });
  }
  return found;
}

type Group = ReadonlySet<PairedDevice>;
type Buckets = ReadonlyMap<string, readonly PairedDevice[]>;

function collect(
  devices: readonly PairedDevice[],
  keyOf: (device: PairedDevice) => string | undefined,
): Map<string, PairedDevice[]> {
  const buckets = new Map<string, PairedDevice[]>();
  for (const device of devices) {
    const key = keyOf(device);
    if (!key) continue;
    const bucket = buckets.get(key);
    if (bucket) bucket.push(device);
    else buckets.set(key, [device]);
  }
  return buckets;
}

function similarityKey(device: PairedDevice): string | undefined {
  const { clientId, clientMode, platform, deviceFamily, displayName } = device;
  const facts = [clientId, clientMode, platform].map((fact) => fact?.trim().toLowerCase());
  const name = pairedNameSkeleton(displayName ?? "");
  if (name === "" || facts.some((fact) => !fact)) return undefined;
  return JSON.stringify([...facts, deviceFamily?.trim().toLowerCase() ?? "", name]);
}

/** A family's phones are all called "iPhone"; an operator who named them apart knows better. */
function splitByLabel(buckets: Buckets): Buckets {
  const split = new Map<string, readonly PairedDevice[]>();
  for (const [key, bucket] of buckets) {
    if (bucket.length < 2) continue;
    const labelOf = ({ operatorLabel }: PairedDevice) => pairedNameSkeleton(operatorLabel ?? "");
    const labels = new Set(bucket.map(labelOf).filter((label) => label !== ""));
    if (labels.size < 2) split.set(key, bucket);
    else for (const [label, part] of collect(bucket, labelOf)) split.set(JSON.stringify([key, label]), part);
  }
  return split;
}

/** Puts all of a bucket into one group, together with the groups that some of them are in already. */
function join(bucket: readonly PairedDevice[], groupOf: Map<PairedDevice, Group>): void {
  const joined = new Set(bucket);
  for (const before of new Set(bucket.map((device) => groupOf.get(device)))) {
    for (const other of before ?? []) joined.add(other);
  }
  for (const device of joined) groupOf.set(device, joined);
}

function sizes(buckets: Buckets): ReadonlyMap<PairedDevice, number> {
  const known = new Map<PairedDevice, number>();
  for (const bucket of buckets.values()) for (const device of bucket) known.set(device, bucket.length);
  return known;
}

function others(size: number): string {
  return size === 2 ? "1 other" : `${size - 1} others`;
}

/** The one that was paired last; null where a time is unknown or two are the same. */
function newestOf(group: Group): PairedDevice | null {
  let latest: PairedDevice | null = null;
  let latestMs = -Infinity;
  for (const device of group) {
    const atMs = device.createdAtMs ?? device.approvedAtMs;
    if (atMs === undefined) return null;
    if (atMs === latestMs) latest = null;
    if (atMs > latestMs) [latest, latestMs] = [device, atMs];
  }
  return latest;
}
