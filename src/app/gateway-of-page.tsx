import { useEffect, useState, type ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";
import { whenIdle } from "#lib/when-idle.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { GATEWAY_PARAMETER, isAboutOneGateway, withGateway } from "#data/gateway-address.ts";
import { GatewayContext, useGateway } from "#data/gateway.ts";
import { SwitchGateway, useKnownGateways } from "#data/gateway-in-use.ts";
import { useGateways } from "#data/gateways.ts";
import { findKnown, rememberInUse } from "#data/known-gateways.ts";
import type { Start } from "#data/start.ts";

/** Everything inside is about one gateway: the one that the address names, or that the person chose last. */
export function GatewayInUse({ start, children }: { readonly start: Start; readonly children: ReactNode }) {
  const gateways = useGateways();
  const [chosen, setChosen] = useState(start.gatewayUrl);
  const { named } = useNamedGateway();
  const url = named ?? chosen;
  if (url !== chosen) setChosen(url);
  const gateway = gateways.of(url);
  useEffect(() => {
    rememberInUse(url);
    const { state } = gateway.connection.getSnapshot();
    // The one that the page was opened with was connected to, or a link asks something first.
    const isNew = url !== start.gatewayUrl && state.phase === "idle" && !state.wasTried;
    if (isNew && findKnown(url)) gateway.connection.connect();
  }, [gateway, url, start]);
  useGatewayInAddress(url);
  return (
    <SwitchGateway value={setChosen}>
      <GatewayContext value={gateway}>{children}</GatewayContext>
    </SwitchGateway>
  );
}

/** The gateway that the address names, as `named` if this browser knows it, and as `unknown` if it does not. */
export function useNamedGateway(): { readonly named: string | null; readonly unknown: string | null } {
  const { pathname, search } = useLocation();
  useKnownGateways();
  const url = isAboutOneGateway(pathname) ? new URLSearchParams(search).get(GATEWAY_PARAMETER) : null;
  const known = url === null ? undefined : findKnown(url);
  return { named: known?.url ?? null, unknown: known ? null : url };
}

/** Writes the gateway into the address of a page that is about it, so that the address can be kept and passed on. */
function useGatewayInAddress(url: string): void {
  const location = useLocation();
  const navigate = useNavigate();
  const isWanted = useKnownGateways().length > 1 && isAboutOneGateway(location.pathname);
  const parameters = new URLSearchParams(location.search);
  const isMissing = isWanted && parameters.get(GATEWAY_PARAMETER) === null;
  useEffect(() => {
    if (!isMissing) return;
    const place = withGateway(location.pathname + location.search, url);
    void navigate(place, { replace: true, state: location.state as unknown });
  }, [isMissing, location, navigate, url]);
}

/** Connects to the other known gateways, when the first list is on the screen or there is none to wait for. */
export function useOtherGateways(): void {
  const gateways = useGateways();
  const inUse = useGateway();
  const { phase } = useConnectionSnapshot().state;
  const hasList = useDeviceList().data !== undefined;
  const known = useKnownGateways();
  const isWanted = known.length > 1 && (hasList || phase === "idle" || phase === "blocked");
  useEffect(() => {
    if (!isWanted) return;
    return whenIdle(() => {
      for (const { url, isOpen } of known) {
        const { connection } = gateways.of(url);
        const { state } = connection.getSnapshot();
        if (isOpen && connection !== inUse.connection && state.phase === "idle" && !state.wasTried)
          connection.connect();
      }
    });
  }, [isWanted, gateways, inUse, known]);
}
