import { memo, type Ref } from "react";
import { DeviceActions, type DeviceActionsProps } from "./device-actions.tsx";
import { DeviceName } from "#components/device-name.tsx";
import { Rights } from "#components/rights.tsx";
import { deviceRowKey } from "#components/row-keys.ts";
import { useGatewayTimes, type GatewayTimes } from "#data/gateway-clock.ts";
import type { PairedDevice } from "#domain/device.ts";
import { activeTokens, lastActiveMs, latestOf, tokenStatus } from "#domain/device-traits.ts";
import { shownName } from "#domain/names.ts";
import type { SameDevice } from "#domain/same-device.ts";
import { approvalWords } from "#domain/saved-views.ts";
import { Badge } from "#ui/badge.tsx";
import { FocusRow } from "#ui/row-focus.tsx";

interface PairedRowProps {
  readonly device: PairedDevice;
  /** Its index in the table. */
  readonly index: number;
  readonly isThisBrowser: boolean;
  /** It has a pending request. */
  readonly isAsking: boolean;
  /** undefined: unknown. */
  readonly isOnline: boolean | undefined;
  readonly isStale: boolean;
  /** Why it is grouped with its neighbours, if the view groups them. */
  readonly same: SameDevice | undefined;
  readonly isGroupStart: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (deviceIds: readonly string[], isSelected: boolean) => void;
  /** Must be stable, like `onSelect`: the row renders again when it changes. */
  readonly actions: Omit<DeviceActionsProps, "device">;
  readonly measure?: Ref<HTMLTableRowElement>;
}

/** Hides the column between the widths for cards and for all columns. */
export const APPROVED = "lg:max-xl:hidden";
const CELL = "lg:px-3 lg:py-3";

/** One paired device; a card on narrow screens. */
export const PairedRow = memo(function PairedRow(props: PairedRowProps) {
  const { device, index, same, isGroupStart, isSelected, onSelect, measure } = props;
  const times = useGatewayTimes();
  return (
    <FocusRow
      ref={measure}
      rowKey={deviceRowKey(device.deviceId)}
      // Row 1 is the header.
      aria-rowindex={index + 2}
      data-index={index}
      className={`align-top max-lg:grid max-lg:grid-cols-[auto_1fr_1fr_auto] max-lg:gap-x-3 max-lg:gap-y-2 max-lg:p-4 ${
        index === 0 ? "" : isGroupStart ? "border-t-2 border-line-strong" : "border-t border-line"
      } ${isSelected ? "bg-accent-soft/40" : ""}`}
    >
      <td className="max-lg:row-start-1 lg:py-3 lg:pl-3">
        <label className="-m-2 block p-2">
          <input
            type="checkbox"
            aria-label={`Select ${shownName(device).safe.plain}`}
            checked={isSelected}
            onChange={(event) => onSelect([device.deviceId], event.target.checked)}
            className="mt-2 size-4 accent-accent"
          />
        </label>
      </td>
      <td className={`min-w-0 max-lg:col-span-2 max-lg:row-start-1 ${CELL}`}>
        <DeviceName device={device}>
          {props.isThisBrowser && <Badge tone="accent">This browser</Badge>}
          {props.isAsking && <Badge tone="warn">Upgrade pending</Badge>}
          {props.isStale && <Badge tone="warn">Stale</Badge>}
          {same?.isNewest && <Badge tone="good">Newest pairing</Badge>}
        </DeviceName>
        {same && <p className="mt-1 text-sm text-muted">{same.reason}</p>}
      </td>
      <td className={`max-lg:col-span-3 max-lg:col-start-2 ${CELL}`}>
        <Rights roles={device.roles} scopes={device.scopes} />
      </td>
      <td className={`max-lg:col-start-2 ${CELL}`}>
        <TokenSummary device={device} times={times} />
      </td>
      <td className={`max-lg:col-span-2 ${CELL}`}>
        <LastSeen isOnline={props.isOnline} lastSeenAtMs={lastActiveMs(device)} times={times} />
      </td>
      <td className={`text-sm text-muted max-lg:col-span-3 max-lg:col-start-2 ${CELL} ${APPROVED}`}>
        <span className="lg:hidden">Approved </span>
        <Approved device={device} times={times} />
      </td>
      <td className="max-lg:col-start-4 max-lg:row-start-1 lg:py-3 lg:pr-3 lg:text-right">
        <DeviceActions device={device} {...props.actions} />
      </td>
    </FocusRow>
  );
});

interface WithTimes {
  readonly times: GatewayTimes;
}

function Approved({ device, times }: WithTimes & { readonly device: PairedDevice }) {
  const { approvedAtMs, approvedVia } = device;
  return (
    <>
      <span title={times.dateTime(approvedAtMs ?? NaN)}>
        {approvedAtMs === undefined ? "unknown" : times.age(approvedAtMs)}
      </span>
      {approvedVia !== undefined && <span className="lg:block"> {approvalWords(approvedVia)}</span>}
    </>
  );
}

function LastSeen({
  isOnline,
  lastSeenAtMs,
  times,
}: WithTimes & {
  readonly isOnline: boolean | undefined;
  readonly lastSeenAtMs: number | undefined;
}) {
  if (isOnline) {
    return (
      <span className="inline-flex items-center gap-2">
        <span aria-hidden className="size-2 rounded-full bg-good" />
        Online
      </span>
    );
  }
  return (
    <span className="inline-flex items-center gap-2 text-muted">
      <span aria-hidden className="size-2 shrink-0 rounded-full border border-line-strong" />
      {lastSeenAtMs === undefined ? "unknown" : times.age(lastSeenAtMs)}
    </span>
  );
}

function TokenSummary({ device, times }: WithTimes & { readonly device: PairedDevice }) {
  const status = tokenStatus(device);
  if (status === "none") return <span className="text-muted">None</span>;
  if (status === "revoked") {
    return (
      <div>
        <Badge>Revoked</Badge>
        <div className="text-sm text-muted">{times.age(latestOf(device.tokens, "revokedAtMs"))}</div>
      </div>
    );
  }
  const active = activeTokens(device);
  const [verb, atMs] =
    (
      [
        ["used", latestOf(active, "lastUsedAtMs")],
        ["rotated", latestOf(active, "rotatedAtMs")],
        ["created", latestOf(active, "createdAtMs")],
      ] as const
    ).find(([, ms]) => ms > 0) ?? (["age", NaN] as const);
  return (
    <div>
      {status === "active" ? "Active" : "Partly revoked"}
      <div className="text-sm text-muted">
        {verb} {times.age(atMs)}
      </div>
    </div>
  );
}
