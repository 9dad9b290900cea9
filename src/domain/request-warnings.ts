/** What is suspicious about a request: things that an impostor does, and that a hurried operator overlooks. */

import { safeText } from "#lib/safe-text.ts";

import type { PairedDevice, PairingRequest } from "./device.ts";
import { burstSizes, FLOOD_SIZE } from "./floods.ts";
import { hasOtherKey } from "./grant.ts";
import { nameSkeleton, pairedNameSkeleton, shortDeviceId, shownName } from "./names.ts";

/** All text is safe to show. */
export interface RequestWarning {
  readonly id:
    "key-id-mismatch" | "other-key" | "same-name" | "hidden-characters" | "mixed-direction" | "many-requests";
  /** `danger`: do not approve without an explanation; `caution`: look twice; `notice`: only to be known. */
  readonly severity: "danger" | "caution" | "notice";
  readonly title: string;
  readonly sentence: string;
  /** The paired device that this one could be mistaken for. */
  readonly deviceId?: string;
}

/** Paired devices by what their names look like; build it once for a list, not for every request. */
type NameIndex = ReadonlyMap<string, readonly PairedDevice[]>;

/** Indexes paired devices by the look of their names (the device's own and the operator's). */
export function buildNameIndex(devices: readonly PairedDevice[]): NameIndex {
  const index = new Map<string, PairedDevice[]>();
  for (const device of devices) {
    const skeletons = new Set(
      [device.displayName, device.operatorLabel].map((name) => pairedNameSkeleton(name ?? "")),
    );
    for (const skeleton of skeletons) {
      if (skeleton === "") continue;
      const same = index.get(skeleton);
      if (same) same.push(device);
      else index.set(skeleton, [device]);
    }
  }
  return index;
}

/** The most requests that each address made within a minute; build it once for a list. */
type BurstIndex = ReadonlyMap<string | null, number>;

export function buildBurstIndex(pending: readonly PairingRequest[]): BurstIndex {
  return burstSizes(pending.filter(({ remoteIp }) => remoteIp));
}

/** What the warnings are judged by. */
interface WarningFacts {
  readonly names: NameIndex;
  readonly bursts: BurstIndex;
  /** The paired device with the same id, if there is one. */
  readonly paired: PairedDevice | undefined;
  /** Whether the id is the hash of the key (`keyMatchesDeviceId`); null or absent while that is not known. */
  readonly keyMatchesId?: boolean | null;
}

/** All warnings about a request, the worst first. */
export function requestWarnings(request: PairingRequest, facts: WarningFacts): readonly RequestWarning[] {
  return [
    ...keyWarnings(request, facts),
    ...nameWarnings(request, facts.names),
    ...burstWarnings(request, facts.bursts),
  ];
}

function keyWarnings(request: PairingRequest, { paired, keyMatchesId }: WarningFacts): RequestWarning[] {
  const warnings: RequestWarning[] = [];
  if (keyMatchesId === false) {
    warnings.push({
      id: "key-id-mismatch",
      severity: "danger",
      title: "The key does not belong to this device ID",
      sentence: "A device’s ID is computed from its key, and here they do not fit. Reject this request.",
    });
  }
  if (paired && hasOtherKey(request, paired)) {
    warnings.push({
      id: "other-key",
      severity: "danger",
      title: "Another key than the paired device",
      sentence: `${shownName(paired, 40).safe.plain} is paired under this ID with another key. Approve only if you know why it changed.`,
      deviceId: paired.deviceId,
    });
  }
  return warnings;
}

function nameWarnings(request: PairingRequest, names: NameIndex): RequestWarning[] {
  const warnings: RequestWarning[] = [];
  const raw = request.displayName ?? "";
  const similar = names.get(nameSkeleton(raw))?.find((device) => device.deviceId !== request.deviceId);
  const safe = safeText(raw);
  if (similar) {
    warnings.push({
      id: "same-name",
      severity: "caution",
      title: "Looks like a device that is paired already",
      sentence: `${shownName(similar, 40).safe.plain} (${shortDeviceId(similar.deviceId)}) has a name that looks the same, and another key. This is not that device, or it lost its key.`,
      deviceId: similar.deviceId,
    });
  }
  if (safe.hasHidden) {
    warnings.push({
      id: "hidden-characters",
      severity: "caution",
      title: "Hidden characters in the name",
      sentence: "The name contains characters that are normally not seen. They are shown as small labels.",
    });
  }
  if (safe.isMixedDirection) {
    warnings.push({
      id: "mixed-direction",
      severity: "notice",
      title: "Name in two writing directions",
      sentence:
        "The name mixes letters that are written from the left and from the right, so its order can mislead.",
    });
  }
  return warnings;
}

function burstWarnings(request: PairingRequest, bursts: BurstIndex): RequestWarning[] {
  const count = bursts.get(request.remoteIp ?? null) ?? 0;
  if (count < FLOOD_SIZE) return [];
  const address = safeText(request.remoteIp ?? "", 45).plain;
  return [
    {
      id: "many-requests",
      severity: "caution",
      title: "Many requests from one address",
      sentence: `${count} requests came from ${address} within a minute. Behind a proxy or router that can be chance.`,
    },
  ];
}
