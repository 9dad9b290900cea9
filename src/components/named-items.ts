import type { BulkItem } from "#data/bulk.ts";
import type { DeviceFacts, PairedDevice, PairingRequest } from "#domain/device.ts";

/** One of several changes, and the device that it is about. */
export interface NamedItem {
  readonly item: BulkItem;
  readonly device: DeviceFacts;
  /** What else a preview says of it. */
  readonly detail?: string | undefined;
}

export function toRemove(device: PairedDevice): NamedItem {
  return { item: { kind: "remove", id: device.deviceId }, device };
}

export function toReject(request: PairingRequest): NamedItem {
  return { item: { kind: "reject", id: request.requestId }, device: request };
}
