/** Which device of the list a client is that was turned away, and how sure that is. */

import type { DeviceFacts, PairedDevice, PairingRequest } from "#domain/device.ts";

import { keptText } from "./kept-text.ts";
import type { TurnedAwayClient, TurnedAwayClients } from "./turned-away.ts";

/**
 * `id`: the gateway had checked its key. `look`: everything that it says of itself fits, and where it came from.
 * `faint`: the gateway lists no address to compare. What is no `id` can be claimed by anybody.
 */
export type Certainty = "id" | "look" | "faint";

/** Who it is. Paired, waiting for approval, or both. */
export interface Match {
  readonly certainty: Certainty;
  readonly deviceId: string;
  readonly device: PairedDevice | null;
  readonly request: PairingRequest | null;
}

export const CERTAINTY_WORDS: Readonly<Record<Certainty, string>> = {
  id: "same device id",
  look: "same name, app and address",
  faint: "same name and app; the gateway lists no address of it",
};

interface Lists {
  readonly paired: readonly PairedDevice[];
  readonly pending: readonly PairingRequest[];
  /** Where devices came from when they had proven who they are. */
  readonly provenAt: ReadonlyMap<string, string>;
}

/** Where devices came from that had proven who they are: gateways do not list the address of each. */
export function provenAddresses(clients: TurnedAwayClients): ReadonlyMap<string, string> {
  const addresses = new Map<string, string>();
  for (const { last } of clients.values()) {
    if (last.proven && last.address !== null) addresses.set(last.proven.deviceId, last.address);
  }
  return addresses;
}

/** Never by the name alone, and only where no other device fits as well. */
export function matchOf({ last, isCrowd }: TurnedAwayClient, lists: Lists): Match | null {
  if (last.proven) return found("id", last.proven.deviceId, lists);
  const { name, clientId, mode } = last.client;
  if (isCrowd || name === undefined || clientId === undefined) return null;
  const alike = [...lists.paired, ...lists.pending].filter(
    (one) =>
      one.clientId === clientId &&
      (mode === undefined || one.clientMode === undefined || one.clientMode === mode) &&
      one.displayName !== undefined &&
      keptText(one.displayName) === name,
  );
  const addressOf = ({ remoteIp, deviceId }: DeviceFacts) => remoteIp ?? lists.provenAt.get(deviceId);
  const sameAddress = alike.filter((one) => last.address !== null && addressOf(one) === last.address);
  if (sameAddress.length > 0) return foundOnly("look", sameAddress, lists);
  const isUnlisted = alike.every((one) => addressOf(one) === undefined);
  return isUnlisted ? foundOnly("faint", alike, lists) : null;
}

function foundOnly(certainty: Certainty, alike: readonly DeviceFacts[], lists: Lists): Match | null {
  const [deviceId, ...others] = new Set(alike.map((one) => one.deviceId));
  return deviceId === undefined || others.length > 0 ? null : found(certainty, deviceId, lists);
}

function found(certainty: Certainty, deviceId: string, { paired, pending }: Lists): Match | null {
  const device = paired.find((one) => one.deviceId === deviceId) ?? null;
  const request = pending.find((one) => one.deviceId === deviceId) ?? null;
  return device || request ? { certainty, deviceId, device, request } : null;
}
