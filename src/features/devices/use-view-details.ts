import { useCallback } from "react";
import { usePlaceNavigate } from "#components/use-place-navigate.ts";
import type { PairedDevice } from "#domain/device.ts";
import { addressPart } from "#lib/address-part.ts";

/** Opens the page of a device. Returns a stable function. */
export function useViewDetails(): (device: PairedDevice) => void {
  const navigate = usePlaceNavigate();
  return useCallback(
    ({ deviceId }: PairedDevice) => navigate(`/devices/${addressPart(deviceId)}`),
    [navigate],
  );
}
