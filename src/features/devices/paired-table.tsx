import { useMemo, type ReactNode, type Ref } from "react";
import { PairedRow } from "./paired-row.tsx";
import { deviceRowKey } from "./row-focus.tsx";
import { SortHeader } from "./sort-header.tsx";
import { APPROVED, PAIRED_LAYOUT } from "./table-layout.ts";
import { TableRows } from "./table-rows.tsx";
import type { PairedView } from "./use-paired-view.ts";
import type { PairedDevice } from "#domain/device.ts";
import { isStale } from "#domain/device-view.ts";

export interface PairedTableProps extends PairedView {
  /** Ids of devices with a pending request. */
  readonly askingIds: ReadonlySet<string>;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (deviceIds: readonly string[], isSelected: boolean) => void;
  readonly isOnline: (device: PairedDevice) => boolean | undefined;
  /** The menu of one device, put together by the page. Rows are drawn again when it changes: keep it. */
  readonly renderActions: (device: PairedDevice) => ReactNode;
}

/** The table of paired devices, however long. */
export function PairedTable(props: PairedTableProps) {
  const { rows, view, onView, facts, selected, onSelect } = props;
  const rowKeys = useMemo(() => rows.map(({ deviceId }) => deviceRowKey(deviceId)), [rows]);
  const groupOf = (index: number) => {
    const device = view.isSameDevice ? rows[index] : undefined;
    return device && facts.sameDevices.get(device.deviceId);
  };
  const renderRow = (index: number, measure?: Ref<HTMLTableRowElement>) => {
    const device = rows[index];
    if (!device) return null;
    return (
      <PairedRow
        key={device.deviceId}
        device={device}
        index={index}
        isThisBrowser={device.deviceId === facts.thisDeviceId}
        isAsking={props.askingIds.has(device.deviceId)}
        isOnline={props.isOnline(device)}
        isStale={isStale(device, facts)}
        same={groupOf(index)}
        isGroupStart={groupOf(index)?.group !== groupOf(index - 1)?.group}
        isSelected={selected.has(device.deviceId)}
        onSelect={onSelect}
        renderActions={props.renderActions}
        {...(measure && { measure })}
      />
    );
  };
  const sorting = { view, onView };
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-surface">
      <table
        aria-labelledby="paired-heading"
        aria-rowcount={rows.length + 1}
        className="w-full text-left max-lg:block lg:table-fixed"
      >
        <thead className="border-b border-line text-[0.85rem] text-muted max-lg:block">
          <tr className="max-lg:flex max-lg:flex-wrap max-lg:items-center max-lg:gap-x-1 max-lg:px-4 max-lg:py-1">
            <th className="w-10 pl-3 font-medium max-lg:w-auto max-lg:pl-0">
              <SelectAll rows={rows} selected={selected} onSelect={onSelect} />
            </th>
            <SortHeader {...sorting} sort="device" label="Device" className="w-[34%]" />
            <SortHeader
              {...sorting}
              sort="access"
              label="Access"
              startsDescending
              className="w-[22%] xl:w-[18%]"
            />
            <SortHeader {...sorting} sort="token" label="Token" startsDescending />
            <SortHeader {...sorting} sort="seen" label="Last seen" startsDescending />
            <SortHeader {...sorting} sort="approved" label="Approved" startsDescending className={APPROVED} />
            <th className="w-14">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <TableRows rowKeys={rowKeys} renderRow={renderRow} layout={PAIRED_LAYOUT} />
      </table>
    </div>
  );
}

function SelectAll({ rows, selected, onSelect }: Pick<PairedTableProps, "rows" | "selected" | "onSelect">) {
  const count = selected.size === 0 ? 0 : rows.filter(({ deviceId }) => selected.has(deviceId)).length;
  return (
    <label className="-m-2 block p-2">
      <input
        type="checkbox"
        aria-label="Select all shown"
        ref={(input) => {
          if (input) input.indeterminate = count > 0 && count < rows.length;
        }}
        checked={count > 0 && count === rows.length}
        onChange={(event) =>
          onSelect(
            rows.map(({ deviceId }) => deviceId),
            event.target.checked,
          )
        }
        className="block size-4 accent-accent max-lg:size-6"
      />
    </label>
  );
}
