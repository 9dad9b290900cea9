import type { PairingRequest } from "#domain/device.ts";
import { useHeldItems, type HeldItems } from "#ui/use-held-items.ts";

const idOf = ({ requestId }: PairingRequest) => requestId;

/** Holds new requests back while the pointer is below the pending table. */
export function useHeldRequests(pending: readonly PairingRequest[]): HeldItems<PairingRequest> {
  return useHeldItems(pending, idOf);
}
