/** Who can still manage the gateway, so that nobody locks everybody out by mistake. */

import type { PairedDevice } from "./device.ts";
import { lastSignMs } from "./device-traits.ts";

/** Whether a device is an administrator that can sign in: it may be one, and its operator token is not revoked. */
export function isActiveAdministrator({ scopes, tokens }: PairedDevice): boolean {
  const token = tokens.find(({ role }) => role === "operator");
  if (token?.revokedAtMs !== undefined) return false;
  return (token?.scopes ?? scopes).includes("operator.admin");
}

/** Why a device needs a confirmation of its own before it is removed, revoked or cleared. */
export interface Guard {
  readonly isThisBrowser: boolean;
  /** Without it no administrator would be left. */
  readonly isLastAdministrator: boolean;
}

/**
 * What speaks against taking `deviceId` out of `devices`.
 * @param goingToo ids of devices that go together with it, and so cannot take its place
 */
export function guardOf(
  deviceId: string,
  devices: readonly PairedDevice[],
  thisDeviceId: string | null,
  goingToo: ReadonlySet<string> = new Set(),
): Guard {
  const device = devices.find((one) => one.deviceId === deviceId);
  const isOther = (one: PairedDevice) => one.deviceId !== deviceId && !goingToo.has(one.deviceId);
  return {
    isThisBrowser: deviceId === thisDeviceId,
    isLastAdministrator:
      device !== undefined &&
      isActiveAdministrator(device) &&
      !devices.some((one) => isOther(one) && isActiveAdministrator(one)),
  };
}

/**
 * Which of `wanted` are left out unless a person chooses them one by one: this browser, and the administrator who
 * would be the last one. Of several administrators that all would go, the one that was seen last is kept.
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
    .toSorted((a, b) => signMs(b) - signMs(a))
    .at(0);
  return last ? [...kept, last] : kept;
}

/** An approval is a sign as well: the newest administrator may not have signed in yet. */
function signMs(device: PairedDevice): number {
  return Math.max(lastSignMs(device) ?? 0, device.approvedAtMs ?? 0);
}
