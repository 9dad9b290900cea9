import { GatewayRow } from "./gateway-row.tsx";
import { GatewayContext } from "#data/gateway.ts";
import { useKnownGateways } from "#data/gateway-in-use.ts";
import { useGateways } from "#data/gateways.ts";
import { TableHead } from "#ui/table-head.tsx";
import { Empty } from "#ui/empty.tsx";

const COLUMNS = [
  { label: "Gateway" },
  { label: "Status" },
  { label: "Waiting", className: "text-right" },
  { label: "Paired", className: "text-right" },
  { label: "Online", className: "text-right" },
  { label: "Actions", isHidden: true },
];

/** The gateways that this browser knows: how each stands, and what can be done about it. */
export function GatewaysTable() {
  const gateways = useGateways();
  const known = useKnownGateways();
  if (known.length === 0) {
    return (
      <Empty title="No gateways yet">A gateway is listed here once this browser has signed in to it.</Empty>
    );
  }
  return (
    <div className="rounded-xl border border-line bg-surface">
      <table aria-label="Gateways" className="w-full text-left max-md:block">
        <TableHead columns={COLUMNS} />
        <tbody className="max-md:block">
          {known.map((one, index) => (
            <GatewayContext key={one.url} value={gateways.of(one.url)}>
              <GatewayRow known={one} isFirst={index === 0} isLast={index === known.length - 1} />
            </GatewayContext>
          ))}
        </tbody>
      </table>
    </div>
  );
}
