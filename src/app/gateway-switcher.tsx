import { ChevronsUpDown } from "lucide-react";
import { useNavigate } from "react-router";
import { GatewayDot } from "#components/gateway-dot.tsx";
import { withGateway } from "#data/gateway-address.ts";
import { useGateway } from "#data/gateway.ts";
import { colorOfGateway, nameOfGateway, useKnownGateway, useKnownGateways } from "#data/gateway-in-use.ts";
import { countWaiting, useAllWaiting } from "#data/gateways.ts";
import { safeText } from "#lib/safe-text.ts";
import { Menu } from "#ui/menu.tsx";

/** Says which gateway the page is about, and leads to the others. */
export function GatewaySwitcher() {
  const { url } = useGateway();
  const known = useKnownGateways();
  const waiting = useAllWaiting();
  const navigate = useNavigate();
  const inUse = useKnownGateway(url);
  const name = safeText(nameOfGateway(inUse), 60).plain;
  const color = known.length > 1 ? colorOfGateway(inUse) : undefined;
  const choices = known.map((one) => {
    const count = countWaiting(waiting, one.url);
    const label = safeText(nameOfGateway(one), 60).plain;
    return {
      label: count === 0 ? label : `${label} · ${count} waiting`,
      isChosen: one.url === url,
      onSelect: () => void navigate(withGateway("/devices", one.url)),
    };
  });
  return (
    <Menu
      size="small"
      variant="ghost"
      aria-label={`Gateway: ${name}`}
      className="min-w-0 font-mono"
      entries={[
        ...(choices.length > 1 ? choices : []),
        { label: "All gateways", onSelect: () => void navigate("/gateways") },
        { label: "Add gateway…", onSelect: () => void navigate("/gateways", { state: { adds: true } }) },
      ]}
    >
      {color && <GatewayDot color={color} />}
      <span className="min-w-0 truncate">{name}</span>
      <ChevronsUpDown size={14} strokeWidth={1.75} aria-hidden className="shrink-0" />
    </Menu>
  );
}
