import type { PairedDevice } from "./device.ts";
import { lastActiveMs } from "./device-traits.ts";

/** Whether a device is an administrator whose operator token is not revoked. */
export function isActiveAdministrator({ scopes, tokens }: PairedDevice): boolean {
  const token = tokens.find(({ role }) => role === "operator");
  if (token?.revokedAtMs !== undefined) return false;
  return (token?.scopes ?? scopes).includes("operator.admin");
}

/** Why a device needs a confirmation of its own before it is removed, revoked or cleared. */
export interface Guard {
  readonly isThisBrowser: boolean;
  readonly isLastAdministrator: boolean;
}

/** Why `deviceId` should not be taken out of `devices` without a confirmation. */
export function guardOf(
  deviceId: string,
  devices: readonly PairedDevice[],
  thisDeviceId: string | null,
): Guard {
  const administrators = devices.filter(isActiveAdministrator);
  return {
    isThisBrowser: deviceId === thisDeviceId,
    isLastAdministrator: administrators.length === 1 && administrators[0]?.deviceId === deviceId,
  };
}

/**
 * Which of `wanted` stay unless a person selects them one by one: this browser, and the last administrator. If all
 * administrators are in `wanted`, the one that was active last stays.
 */
export function leftOut(
  wanted: readonly PairedDevice[],
  devices: readonly PairedDevice[],
  thisDeviceId: string | null,
): readonly PairedDevice[] {
  const ids = new Set(wanted.map(({ deviceId }) => deviceId));
  const kept = wanted.filter(({ deviceId }) => deviceId === thisDeviceId);
  const remaining = devices.filter(({ deviceId }) => !ids.has(deviceId) || deviceId === thisDeviceId);
  if (remaining.some(isActiveAdministrator)) return kept;
  const last = wanted
    .filter(isActiveAdministrator)
    .toSorted((a, b) => activeMs(b) - activeMs(a))
    .at(0);
  return last ? [...kept, last] : kept;
}

/** An approval counts as well: the newest administrator may not have signed in yet. */
function activeMs(device: PairedDevice): number {
  return Math.max(lastActiveMs(device) ?? 0, device.approvedAtMs ?? 0);
}
