/** Whether a device that was cut off has come back, as far as the list tells. */

import type { PairedDevice, PairingRequest } from "./device.ts";
import { isOnline } from "./device-traits.ts";

/** `asks`: it waits for approval again; `back`: it has signed in since. */
export type Comeback =
  | { readonly kind: "waiting" | "back" | "removed" }
  | { readonly kind: "asks"; readonly request: PairingRequest };

/** What is known about the device now. Times in ms since the epoch, the gateway's clock. */
interface ComebackFacts {
  readonly deviceId: string;
  readonly role: string;
  /** When its token was rotated. */
  readonly sinceMs: number;
  readonly pending: readonly PairingRequest[];
  readonly paired: readonly PairedDevice[];
  /** Devices with an open session; null where the gateway does not say. */
  readonly online: ReadonlySet<string> | null;
}

/**
 * Looks for a sign of life since the rotation. An open session alone says something only for a device of one role:
 * the session of another role is left alone by a rotation.
 */
export function comebackOf({ deviceId, role, sinceMs, pending, paired, online }: ComebackFacts): Comeback {
  const request = pending.find((one) => one.deviceId === deviceId);
  if (request) return { kind: "asks", request };
  const device = paired.find((one) => one.deviceId === deviceId);
  if (!device) return { kind: "removed" };
  const token = device.tokens.find((one) => one.role === role);
  // New gateways issue a fresh token at a sign-in with the shared one.
  const isTokenUsed = isLater(token?.lastUsedAtMs, sinceMs) || isLater(token?.rotatedAtMs, sinceMs);
  const isSeen = isLater(device.lastSeenAtMs, sinceMs) && device.lastSeenReason === "connect";
  const isSingleOnline = isOnline(device, online) === true && device.roles.length <= 1;
  return { kind: isTokenUsed || isSeen || isSingleOnline ? "back" : "waiting" };
}

function isLater(atMs: number | undefined, sinceMs: number): boolean {
  return atMs !== undefined && atMs > sinceMs;
}
