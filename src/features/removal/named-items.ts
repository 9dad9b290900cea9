import type { NamedItem } from "./bulk-report.tsx";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";

/** A device to remove, with its name. */
export function toRemove(device: PairedDevice): NamedItem {
  return {
    item: { kind: "remove", id: device.deviceId },
    name: shownName(device).safe,
    shortId: shortDeviceId(device.deviceId),
  };
}

/** A request to reject, with the name of its device. */
export function toReject(request: PairingRequest): NamedItem {
  return {
    item: { kind: "reject", id: request.requestId },
    name: shownName(request).safe,
    shortId: shortDeviceId(request.deviceId),
  };
}
