import type { GatewayTimes } from "#data/gateway-clock.ts";
import type { PairedDevice } from "#domain/device.ts";
import { lastActiveMs } from "#domain/device-traits.ts";

/** "Online", or when a device was last active. @param isOnline undefined where nobody knows */
export function lastSeenWords(
  device: PairedDevice,
  isOnline: boolean | undefined,
  times: GatewayTimes,
): string {
  const activeMs = lastActiveMs(device);
  if (isOnline) return "Online";
  return activeMs === undefined ? "unknown" : times.age(activeMs);
}
