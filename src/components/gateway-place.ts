import { useCallback } from "react";
import { isAboutOneGateway, withGateway } from "#data/gateway-address.ts";
import { useGateway } from "#data/gateway.ts";
import { useHasSeveralGateways } from "#data/gateway-in-use.ts";

/** Puts this gateway into the address of a page that is about one, where there are several. */
export function useGatewayPlace(): (place: string) => string {
  const { url } = useGateway();
  const hasSeveral = useHasSeveralGateways();
  return useCallback(
    (place: string) => (hasSeveral && isAboutOneGateway(place) ? withGateway(place, url) : place),
    [url, hasSeveral],
  );
}
