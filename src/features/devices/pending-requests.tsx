import { useMemo, type ReactNode } from "react";
import { Link } from "react-router";
import { DeviceName } from "./device-name.tsx";
import { FloodNotices, type RejectAll } from "./flood-notices.tsx";
import { Rights } from "./rights.tsx";
import { FocusRow, requestRowKey } from "./row-focus.tsx";
import { useHeldItems } from "./use-held-items.ts";
import { useNotificationState } from "#data/notification-setting.ts";
import { clientKind, platformText } from "#domain/client-kinds.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { findFloods, type Flood } from "#domain/floods.ts";
import { grantDiff } from "#domain/grant.ts";
import { shownName } from "#domain/names.ts";
import { REQUEST_LIFETIME_MS, requestExpiresAtMs } from "#domain/request-snapshot.ts";
import type { RequestWarning } from "#domain/request-warnings.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { HostileText } from "#ui/hostile-text.tsx";
import { TimeLeft } from "#ui/time-left.tsx";

interface PendingRequestsProps {
  readonly requests: readonly PairingRequest[];
  readonly heldCount: number;
  readonly onShowHeld: () => void;
  readonly pairedById: ReadonlyMap<string, PairedDevice>;
  readonly warningsOf: (request: PairingRequest) => readonly RequestWarning[];
  /** The gateway's clock minus this browser's, in ms. */
  readonly clockDifferenceMs: number;
  /** The list is not live: nothing can be decided from it. */
  readonly isFrozen: boolean;
  /** The pointer or the focus comes near a "Review" button. */
  readonly onApproach: () => void;
  readonly onReview: (request: PairingRequest) => void;
  /** Rejects a flood of requests; without it that is not offered. */
  readonly onRejectAll?: RejectAll;
}

const addressOf = ({ address }: Flood) => address;

/** Who waits for approval; oldest first, so that a new request never moves another one. */
export function PendingRequests(props: PendingRequestsProps) {
  const { requests, heldCount, onShowHeld } = props;
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
      <FloodNotices floods={floods.shown} isFrozen={props.isFrozen} onRejectAll={props.onRejectAll} />
      {requests.length === 0 ? (
        <Empty title="Nobody is waiting">
          A device that tries to connect for the first time appears here by itself. Requests end after five
          minutes; the device asks again when it next tries to connect.
          <NotificationHint />
        </Empty>
      ) : (
        <div className="overflow-hidden rounded-xl border border-line bg-surface" {...floods.region}>
          <table aria-labelledby="pending-heading" className="w-full text-left">
            <thead className="border-b border-line text-[0.85rem] text-muted max-md:sr-only">
              <tr>
                <th className="w-[36%] px-4 py-2.5 font-medium">Device</th>
                <th className="w-[24%] px-4 py-2.5 font-medium">Asks for</th>
                <th className="w-[22%] px-4 py-2.5 font-medium">From</th>
                <th className="px-4 py-2.5 font-medium">Time left</th>
                <th className="px-4 py-2.5">
                  <span className="sr-only">Decide</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {requests.map((request) => (
                <PendingRow key={request.requestId} request={request} {...props} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function PendingRow({ request, ...props }: PendingRequestsProps & { readonly request: PairingRequest }) {
  const paired = props.pairedById.get(request.deviceId);
  const warning = props.warningsOf(request).find(({ severity }) => severity !== "notice");
  const platform = platformText(request);
  return (
    <FocusRow
      rowKey={requestRowKey(request.requestId)}
      className="border-line align-top not-first:border-t max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-y-2 max-md:p-4"
    >
      <Cell className="max-md:col-span-2">
        <DeviceName device={request} />
      </Cell>
      <Cell className="max-md:col-span-2">
        <Rights roles={request.roles} scopes={request.scopes} />
        <p className="mt-1 text-sm text-muted">{describeRequest(request, paired)}</p>
        {warning && <p className="text-sm text-warn-text">{warning.title}</p>}
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
          endsAtMs={requestExpiresAtMs(request, props.clockDifferenceMs)}
          lifetimeMs={REQUEST_LIFETIME_MS}
        />
      </Cell>
      <Cell className="max-md:col-span-2 md:text-right">
        <Button
          variant="primary"
          className="max-md:w-full"
          disabled={props.isFrozen}
          aria-label={`Review request from ${shownName(request).safe.plain}`}
          onPointerEnter={props.onApproach}
          onFocus={props.onApproach}
          onClick={() => props.onReview(request)}
        >
          Review
        </Button>
      </Cell>
    </FocusRow>
  );
}

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
