import { memo, type ReactNode, type Ref } from "react";
import { DeviceName } from "#components/device-name.tsx";
import { Rights } from "#components/rights.tsx";
import { requestRowKey } from "#components/row-keys.ts";
import { TimeLeft } from "#components/time-left.tsx";
import { clientKind, platformText } from "#domain/client-kinds.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { grantDiff } from "#domain/grant.ts";
import { shownName } from "#domain/names.ts";
import type { ListTime } from "#domain/request-lifetime.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { HostileText } from "#ui/hostile-text.tsx";
import { loadOnDemand } from "#ui/on-demand.tsx";
import { FocusRow } from "#ui/row-focus.tsx";

const ReviewDialog = loadOnDemand(() => import("./review-dialog.tsx"), "ReviewDialog");

interface PendingRowProps extends ListTime {
  readonly request: PairingRequest;
  /** Its index in the table. */
  readonly index: number;
  readonly paired: PairedDevice | undefined;
  /** The title of the most severe warning. */
  readonly warning: string | undefined;
  readonly isFrozen: boolean;
  /** Must be stable: the row renders again when it changes. */
  readonly onReview: (request: PairingRequest) => void;
  readonly measure?: Ref<HTMLTableRowElement>;
  /** The gateway that it waits on, where requests of several are in one table. */
  readonly gateway?: ReactNode;
}

/** One request; a card on narrow screens. */
export const PendingRow = memo(function PendingRow(props: PendingRowProps) {
  const { request, index, paired, warning, measure, isFrozen, onReview } = props;
  const { readAtMs, clockDifferenceMs } = props;
  const platform = platformText(request);
  return (
    <FocusRow
      ref={measure}
      rowKey={requestRowKey(request.requestId)}
      // Row 1 is the header.
      aria-rowindex={index + 2}
      data-index={index}
      className={`border-line align-top max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-y-2 max-md:p-4 ${
        index === 0 ? "" : "border-t"
      }`}
    >
      {props.gateway && <Cell className="font-medium max-md:col-span-2">{props.gateway}</Cell>}
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
          request={request}
          readAtMs={readAtMs}
          clockDifferenceMs={clockDifferenceMs}
          isLive={!isFrozen}
        />
      </Cell>
      <Cell className="max-md:col-span-2 md:text-right">
        <Button
          variant="primary"
          className="max-md:w-full"
          disabled={isFrozen}
          aria-label={`Review request from ${shownName(request).safe.plain}`}
          onPointerEnter={ReviewDialog.preload}
          onFocus={ReviewDialog.preload}
          onClick={() => onReview(request)}
        >
          Review
        </Button>
      </Cell>
    </FocusRow>
  );
});

function Cell({ className = "", children }: { readonly className?: string; readonly children: ReactNode }) {
  return <td className={`md:px-4 md:py-3 ${className}`}>{children}</td>;
}

function describeRequest(request: PairingRequest, paired: PairedDevice | undefined): string {
  const roles = request.roles.map((role) => safeText(role, 24).plain).join(" and ") || "no role";
  if (!paired) return `New device · ${roles}`;
  const { isNewKey, widens } = grantDiff(request, paired);
  if (isNewKey) return `Paired, but with a different key · ${roles}`;
  return `${widens ? "Paired, asks for more" : "Paired, asks again"} · ${roles}`;
}
