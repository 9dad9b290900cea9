import { useCallback } from "react";
import { useGatewayPlace } from "#components/gateway-place.ts";
import { addressPart } from "#lib/address-part.ts";

/** Gives the address of a device's page, for a plain link. */
export function useDeviceHref(): (deviceId: string) => string {
  const placeOf = useGatewayPlace();
  return useCallback((deviceId) => `#${placeOf(`/devices/${addressPart(deviceId)}`)}`, [placeOf]);
}
