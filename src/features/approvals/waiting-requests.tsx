import { useMemo, type Ref } from "react";
import { PendingRow } from "./pending-row.tsx";
import { useRefetchAtEnd } from "./use-refetch-at-end.ts";
import { useRequestWarnings } from "./use-request-warnings.ts";
import { useOpenReview } from "./use-review.ts";
import { GatewayName } from "#components/gateway-name.tsx";
import { requestRowKey } from "#components/row-keys.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { GatewayContext, useGateway } from "#data/gateway.ts";
import { useAllWaiting, type Waiting as WaitingOn } from "#data/gateways.ts";
import { useHello } from "#data/session.ts";
import type { PairingRequest } from "#domain/device.ts";
import type { DeviceList } from "#gateway/messages.ts";
import { Empty } from "#ui/empty.tsx";
import { TableHead } from "#ui/table-head.tsx";
import type { TableLayout } from "#ui/table-layout.ts";
import { TableRows } from "#ui/table-rows.tsx";

const LAYOUT: TableLayout = {
  columns: 6,
  cardsBelow: "(width < 48rem)",
  blockClass: "max-md:block",
  rowPx: 88,
  cardPx: 290,
  abovePx: 180,
};

const COLUMNS = [
  { label: "Gateway", className: "w-[22%]" },
  { label: "Device", className: "w-[22%]" },
  { label: "Asks for", className: "w-[17%]" },
  { label: "From" },
  { label: "Time left", className: "w-28" },
  { label: "Decide", isHidden: true, className: "w-30" },
];

/** The pairing requests on all gateways; what ends first comes first. */
export function WaitingRequests() {
  const waiting = useAllWaiting().devices;
  const sorted = useMemo(() => waiting.toSorted((a, b) => askedAtMs(a) - askedAtMs(b)), [waiting]);
  const gateways = useMemo(() => [...new Set(waiting.map(({ gateway }) => gateway))], [waiting]);
  const rowKeys = useMemo(() => sorted.map(({ request }) => requestRowKey(request.requestId)), [sorted]);
  const renderRow = (index: number, measure?: Ref<HTMLTableRowElement>) => {
    const one = sorted[index];
    if (!one) return null;
    return (
      <GatewayContext key={`${one.gateway.url} ${one.request.requestId}`} value={one.gateway}>
        <Waiting request={one.request} index={index} {...(measure && { measure })} />
      </GatewayContext>
    );
  };
  if (sorted.length === 0) {
    return (
      <Empty title="Nobody is waiting">
        A device that tries to connect to one of your gateways for the first time appears here by itself.
      </Empty>
    );
  }
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-surface">
      {gateways.map((gateway) => (
        <GatewayContext key={gateway.url} value={gateway}>
          <RefetchAtEnd />
        </GatewayContext>
      ))}
      <table
        aria-label="Waiting"
        aria-rowcount={sorted.length + 1}
        className="w-full text-left max-md:block md:table-fixed"
      >
        <TableHead columns={COLUMNS} />
        <TableRows rowKeys={rowKeys} renderRow={renderRow} layout={LAYOUT} />
      </table>
    </div>
  );
}

/** When the request was made, by this browser's clock: those of two gateways may differ. */
function askedAtMs({ gateway, request }: WaitingOn<PairingRequest>): number {
  return request.requestedAtMs - gateway.connection.getSnapshot().clockDifferenceMs;
}

const NO_LIST: DeviceList = { pending: [], paired: [], unreadable: 0, readAtMs: 0 };

function RefetchAtEnd() {
  const { list = NO_LIST } = useGateway();
  useRefetchAtEnd(list, useConnectionSnapshot().clockDifferenceMs);
  return null;
}

/** One element for all rows, so that a row is drawn again only when something of it changes. */
const GATEWAY_NAME = <GatewayName />;

interface WaitingProps {
  readonly request: PairingRequest;
  readonly index: number;
  readonly measure?: Ref<HTMLTableRowElement>;
}

function Waiting({ request, ...row }: WaitingProps) {
  const { list = NO_LIST } = useGateway();
  const { clockDifferenceMs } = useConnectionSnapshot();
  const isFrozen = useHello() === null;
  const warningsOf = useRequestWarnings(list);
  const openReview = useOpenReview(list);
  const paired = list.paired.find(({ deviceId }) => deviceId === request.deviceId);
  return (
    <PendingRow
      request={request}
      paired={paired}
      warning={warningsOf(request, paired).find(({ severity }) => severity !== "notice")?.title}
      readAtMs={list.readAtMs}
      clockDifferenceMs={clockDifferenceMs}
      isFrozen={isFrozen}
      onReview={openReview}
      gateway={GATEWAY_NAME}
      {...row}
    />
  );
}
