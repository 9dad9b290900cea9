import { GatewayDot } from "./gateway-dot.tsx";
import { useGateway } from "#data/gateway.ts";
import { colorOfGateway, nameOfGateway, useKnownGateway } from "#data/gateway-in-use.ts";
import { safeText } from "#lib/safe-text.ts";
import { HostileText } from "#ui/hostile-text.tsx";

/** The name and colour of this gateway. */
export function GatewayName() {
  const known = useKnownGateway(useGateway().url);
  const color = colorOfGateway(known);
  return (
    <span className="inline-flex min-w-0 items-baseline gap-2">
      {color && <GatewayDot color={color} />}
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <HostileText text={safeText(nameOfGateway(known), 60)} />
      </span>
    </span>
  );
}
