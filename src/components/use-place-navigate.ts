import { useCallback } from "react";
import { useNavigate } from "react-router";
import { useGatewayPlace } from "./gateway-place.ts";
import { keepDevicesView, useDevicesView } from "./devices-view.ts";

/** Opens another page of the panel, given as "/connect". */
export function usePlaceNavigate(): (to: string) => void {
  const navigate = useNavigate();
  const devicesView = useDevicesView();
  const placeOf = useGatewayPlace();
  return useCallback(
    (to: string) => void navigate(placeOf(to), { state: keepDevicesView(devicesView()) }),
    [navigate, placeOf, devicesView],
  );
}
