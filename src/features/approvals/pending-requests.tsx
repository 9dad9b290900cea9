import { useMemo, type Ref } from "react";
import { FloodNotices } from "./flood-notices.tsx";
import { PendingRow } from "./pending-row.tsx";
import { useRefetchAtEnd } from "./use-refetch-at-end.ts";
import { useRequestWarnings } from "./use-request-warnings.ts";
import { PlaceLink } from "#components/links.tsx";
import { requestRowKey } from "#components/row-keys.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useNotificationState } from "#data/notification-setting.ts";
import type { PairingRequest } from "#domain/device.ts";
import { findFloods, type Flood } from "#domain/floods.ts";
import type { DeviceList } from "#gateway/messages.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { TableHead } from "#ui/table-head.tsx";
import type { TableLayout } from "#ui/table-layout.ts";
import { TableRows } from "#ui/table-rows.tsx";
import { useHeldItems, type HeldItems } from "#ui/use-held-items.ts";
import { WhenIdle } from "#ui/when-idle.tsx";

interface PendingRequestsProps {
  readonly list: DeviceList;
  readonly held: HeldItems<PairingRequest>;
  /** Not connected: the list may be outdated, and nothing can be decided. */
  readonly isFrozen: boolean;
  readonly onReview: (request: PairingRequest) => void;
}

const addressOf = ({ address }: Flood) => address;

const PENDING_LAYOUT: TableLayout = {
  columns: 5,
  cardsBelow: "(width < 48rem)",
  blockClass: "max-md:block",
  rowPx: 88,
  cardPx: 262,
  abovePx: 220,
};

const COLUMNS = [
  { label: "Device", className: "w-[36%]" },
  { label: "Asks for", className: "w-[22%]" },
  { label: "From" },
  { label: "Time left", className: "w-32" },
  { label: "Decide", isHidden: true, className: "w-30" },
];

/** The table of pending requests. The oldest comes first, so that a new one does not move the others. */
export function PendingRequests({ list, held, isFrozen, onReview }: PendingRequestsProps) {
  const requests = held.shown;
  const { clockDifferenceMs } = useConnectionSnapshot();
  const warningsOf = useRequestWarnings(list);
  useRefetchAtEnd(list, clockDifferenceMs);
  const pairedById = useMemo(
    () => new Map(list.paired.map((device) => [device.deviceId, device])),
    [list.paired],
  );
  const rowKeys = useMemo(() => requests.map(({ requestId }) => requestRowKey(requestId)), [requests]);
  const renderRow = (index: number, measure?: Ref<HTMLTableRowElement>) => {
    const request = requests[index];
    if (!request) return null;
    const paired = pairedById.get(request.deviceId);
    return (
      <PendingRow
        key={request.requestId}
        request={request}
        index={index}
        paired={paired}
        warning={warningsOf(request, paired).find(({ severity }) => severity !== "notice")?.title}
        readAtMs={list.readAtMs}
        clockDifferenceMs={clockDifferenceMs}
        isFrozen={isFrozen}
        onReview={onReview}
        {...(measure && { measure })}
      />
    );
  };
  const floods = useHeldItems(
    useMemo(() => findFloods(requests), [requests]),
    addressOf,
  );
  return (
    <section aria-labelledby="pending-heading" className="mb-8">
      <div className="mb-2 flex min-h-8 items-center justify-between gap-4">
        <h2 id="pending-heading" className="font-semibold">
          Pending requests
        </h2>
        <div role="status">
          {held.heldCount > 0 && (
            <Button
              variant="ghost"
              size="small"
              className="bg-accent-soft text-accent-text"
              onClick={held.showAll}
            >
              {held.heldCount} new {held.heldCount === 1 ? "request" : "requests"} · show
            </Button>
          )}
        </div>
      </div>
      <FloodNotices floods={floods.shown} isFrozen={isFrozen} />
      {requests.length === 0 ? (
        <Empty title="Nobody is waiting">
          New devices appear here when they try to connect. A request expires five minutes after the device
          last asked.
          {/* Browsers take milliseconds to say whether a page may notify. */}
          <p className="mt-1 min-h-lh">
            <WhenIdle>
              <NotificationHint />
            </WhenIdle>
          </p>
        </Empty>
      ) : (
        <div className="overflow-hidden rounded-xl border border-line bg-surface" {...floods.region}>
          <table
            aria-labelledby="pending-heading"
            aria-rowcount={requests.length + 1}
            className="w-full text-left max-md:block md:table-fixed"
          >
            <TableHead columns={COLUMNS} />
            <TableRows rowKeys={rowKeys} renderRow={renderRow} layout={PENDING_LAYOUT} />
          </table>
        </div>
      )}
    </section>
  );
}

function NotificationHint() {
  return useNotificationState() === "off" && <PlaceLink to="/settings">Tell me when a device asks</PlaceLink>;
}
