import { memo, useMemo, type ReactNode, type Ref } from "react";
import { Link } from "react-router";
import { DeviceName } from "./device-name.tsx";
import { FloodNotices, type RejectAll } from "./flood-notices.tsx";
import { Rights } from "./rights.tsx";
import { FocusRow, requestRowKey } from "./row-focus.tsx";
import { PENDING_LAYOUT } from "./table-layout.ts";
import { TableRows } from "./table-rows.tsx";
import { useHeldItems } from "./use-held-items.ts";
import { useNotificationState } from "#data/notification-setting.ts";
import { clientKind, platformText } from "#domain/client-kinds.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { findFloods, type Flood } from "#domain/floods.ts";
import { grantDiff } from "#domain/grant.ts";
import { shownName } from "#domain/names.ts";
import { REQUEST_LIFETIME_MS, requestStanding, type ListReadingTime } from "#domain/request-standing.ts";
import type { RequestWarning } from "#domain/request-warnings.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { HostileText } from "#ui/hostile-text.tsx";
import { TimeLeft } from "#ui/time-left.tsx";

interface PendingRequestsProps extends ListReadingTime {
  readonly requests: readonly PairingRequest[];
  readonly heldCount: number;
  readonly onShowHeld: () => void;
  readonly pairedById: ReadonlyMap<string, PairedDevice>;
  readonly warningsOf: (
    request: PairingRequest,
    paired: PairedDevice | undefined,
  ) => readonly RequestWarning[];
  /** The list is not live: nothing can be decided from it. */
  readonly isFrozen: boolean;
  /** The pointer or the focus comes near a "Review" button. Rows are drawn again when this or the next changes. */
  readonly onApproach: () => void;
  readonly onReview: (request: PairingRequest) => void;
  /** Rejects a flood of requests; without it that is not offered. */
  readonly onRejectAll?: RejectAll;
}

const addressOf = ({ address }: Flood) => address;

/** Who waits for approval; oldest first, so that a new request never moves another one. */
export function PendingRequests(props: PendingRequestsProps) {
  const { requests, heldCount, onShowHeld, pairedById, warningsOf } = props;
  const { readAtMs, clockDifferenceMs, isFrozen, onApproach, onReview } = props;
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
        readAtMs={readAtMs}
        clockDifferenceMs={clockDifferenceMs}
        isFrozen={isFrozen}
        onApproach={onApproach}
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
          {heldCount > 0 && (
            <Button
              variant="ghost"
              size="small"
              className="bg-accent-soft text-accent-text"
              onClick={onShowHeld}
            >
              {heldCount} new {heldCount === 1 ? "request" : "requests"} · show
            </Button>
          )}
        </div>
      </div>
      <FloodNotices floods={floods.shown} isFrozen={isFrozen} onRejectAll={props.onRejectAll} />
      {requests.length === 0 ? (
        <Empty title="Nobody is waiting">
          A device that tries to connect for the first time appears here by itself. A request ends five
          minutes after its device last asked; the device asks again when it next tries to connect.
          <NotificationHint />
        </Empty>
      ) : (
        <div className="overflow-hidden rounded-xl border border-line bg-surface" {...floods.region}>
          <table
            aria-labelledby="pending-heading"
            aria-rowcount={requests.length + 1}
            className="w-full text-left max-md:block md:table-fixed"
          >
            <thead className="border-b border-line text-[0.85rem] text-muted max-md:sr-only">
              <tr>
                <th className="w-[36%] px-4 py-2.5 font-medium">Device</th>
                <th className="w-[22%] px-4 py-2.5 font-medium">Asks for</th>
                <th className="px-4 py-2.5 font-medium">From</th>
                <th className="w-32 px-4 py-2.5 font-medium">Time left</th>
                <th className="w-30 px-4 py-2.5">
                  <span className="sr-only">Decide</span>
                </th>
              </tr>
            </thead>
            <TableRows rowKeys={rowKeys} renderRow={renderRow} layout={PENDING_LAYOUT} />
          </table>
        </div>
      )}
    </section>
  );
}

interface PendingRowProps
  extends ListReadingTime, Pick<PendingRequestsProps, "isFrozen" | "onApproach" | "onReview"> {
  readonly request: PairingRequest;
  /** Its place in the table, from 0. */
  readonly index: number;
  readonly paired: PairedDevice | undefined;
  /** The title of the gravest warning. */
  readonly warning: string | undefined;
  readonly measure?: Ref<HTMLTableRowElement>;
}

/** One request; a card where the page is narrow. Drawn again only when something of it changes. */
const PendingRow = memo(function PendingRow(props: PendingRowProps) {
  const { request, index, paired, warning, measure, isFrozen, onApproach, onReview } = props;
  const { readAtMs, clockDifferenceMs } = props;
  const platform = platformText(request);
  return (
    <FocusRow
      ref={measure}
      rowKey={requestRowKey(request.requestId)}
      // The header is the first row.
      aria-rowindex={index + 2}
      data-index={index}
      className={`border-line align-top max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-y-2 max-md:p-4 ${
        index === 0 ? "" : "border-t"
      }`}
    >
      <Cell className="max-md:col-span-2">
        <DeviceName device={request} />
      </Cell>
      <Cell className="max-md:col-span-2">
        <Rights roles={request.roles} scopes={request.scopes} />
        <p className="mt-1 text-sm text-muted">{describeRequest(request, paired)}</p>
        {warning !== undefined && <p className="text-sm text-warn-text">{warning}</p>}
      </Cell>
      <Cell>
        <div className="[overflow-wrap:anywhere]">
          {request.remoteIp ? <HostileText text={safeText(request.remoteIp, 45)} /> : "Address unknown"}
        </div>
        <p className="text-sm text-muted">
          {[platform, clientKind(request).label].filter(Boolean).join(" · ")}
        </p>
      </Cell>
      <Cell>
        <TimeLeft
          standingAt={(nowMs) => requestStanding(request, { readAtMs, clockDifferenceMs }, nowMs)}
          lifetimeMs={REQUEST_LIFETIME_MS}
          isLive={!isFrozen}
        />
      </Cell>
      <Cell className="max-md:col-span-2 md:text-right">
        <Button
          variant="primary"
          className="max-md:w-full"
          disabled={isFrozen}
          aria-label={`Review request from ${shownName(request).safe.plain}`}
          onPointerEnter={onApproach}
          onFocus={onApproach}
          onClick={() => onReview(request)}
        >
          Review
        </Button>
      </Cell>
    </FocusRow>
  );
});

function NotificationHint() {
  if (useNotificationState() !== "off") return null;
  return (
    <Link className="mt-1 block text-accent-text underline" to="/settings">
      Tell me when a device asks
    </Link>
  );
}

function Cell({ className = "", children }: { readonly className?: string; readonly children: ReactNode }) {
  return <td className={`md:px-4 md:py-3 ${className}`}>{children}</td>;
}

function describeRequest(request: PairingRequest, paired: PairedDevice | undefined): string {
  const roles = request.roles.map((role) => safeText(role, 24).plain).join(" and ") || "no role";
  if (!paired) return `New device · ${roles}`;
  const { isNewKey, widens } = grantDiff(request, paired);
  if (isNewKey) return `Paired, but comes with another key · ${roles}`;
  return `${widens ? "Paired, asks for more" : "Paired, asks again"} · ${roles}`;
}
