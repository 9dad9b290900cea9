import type { PairedDevice, PairingRequest } from "./device.ts";

/** The part of a device list that is compared. */
export interface ComparedList {
  readonly pending: readonly PairingRequest[];
  readonly paired: readonly PairedDevice[];
  /** Entries that could not be read. */
  readonly unreadable: number;
}

export interface ListChanges {
  readonly appeared: readonly PairedDevice[];
  readonly vanished: readonly PairedDevice[];
  /** Requests that are no longer listed. */
  readonly ended: readonly PairingRequest[];
}

/** Compares two lists of the same session. An entry that can no longer be read has not vanished. */
export function listChanges(before: ComparedList, after: ComparedList): ListChanges {
  const isComplete = after.unreadable <= before.unreadable;
  const isSamePaired = before.paired === after.paired;
  return {
    appeared: isSamePaired || before.unreadable > 0 ? [] : missingFrom(before.paired, after.paired, deviceId),
    vanished: isSamePaired || !isComplete ? [] : missingFrom(after.paired, before.paired, deviceId),
    ended: isComplete ? missingFrom(after.pending, before.pending, requestId) : [],
  };
}

function missingFrom<T>(there: readonly T[], here: readonly T[], idOf: (entry: T) => string): readonly T[] {
  const ids = new Set(there.map(idOf));
  return here.filter((entry) => !ids.has(idOf(entry)));
}

function deviceId(device: PairedDevice): string {
  return device.deviceId;
}

function requestId(request: PairingRequest): string {
  return request.requestId;
}
