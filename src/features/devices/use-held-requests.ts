import { useHeldItems } from "./use-held-items.ts";
import type { PairingRequest } from "#domain/device.ts";

const idOf = ({ requestId }: PairingRequest) => requestId;

/**
 * Keeps new requests back while the pointer is at work below the pending table. Inside the pending table nothing has
 * to be held, since new rows go to its end.
 */
export function useHeldRequests(pending: readonly PairingRequest[]) {
  return useHeldItems(pending, idOf);
}
