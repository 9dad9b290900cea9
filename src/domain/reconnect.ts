import type { PairedDevice, PairingRequest } from "./device.ts";
import { isOnline } from "./device-traits.ts";

/** Whether a device that was cut off has reconnected. `asks`: it waits for approval again. */
export type ReconnectStatus =
  | { readonly kind: "waiting" | "reconnected" | "removed" }
  | { readonly kind: "asks"; readonly request: PairingRequest };

/** What is known about the device now. Times in ms since the epoch, the gateway's clock. */
interface ReconnectFacts {
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
 * Judges by the list whether a device has signed in since its token was rotated. An open session counts only for a
 * device of one role: a rotation leaves the session of another role alone.
 */
export function reconnectStatus({
  deviceId,
  role,
  sinceMs,
  pending,
  paired,
  online,
}: ReconnectFacts): ReconnectStatus {
  const request = pending.find((one) => one.deviceId === deviceId);
  if (request) return { kind: "asks", request };
  const device = paired.find((one) => one.deviceId === deviceId);
  if (!device) return { kind: "removed" };
  const token = device.tokens.find((one) => one.role === role);
  const isLater = (atMs: number | undefined) => atMs !== undefined && atMs > sinceMs;
  // New gateways issue a fresh token at a sign-in with the shared one.
  const isTokenUsed = isLater(token?.lastUsedAtMs) || isLater(token?.rotatedAtMs);
  const isSeen = isLater(device.lastSeenAtMs) && device.lastSeenReason === "connect";
  const isSingleOnline = isOnline(device, online) === true && device.roles.length <= 1;
  return { kind: isTokenUsed || isSeen || isSingleOnline ? "reconnected" : "waiting" };
}
