import { useDeferredValue, useState, type ReactNode, type Ref } from "react";
import { PairedRow } from "./paired-row.tsx";
import { SortHeader } from "./sort-header.tsx";
import { ABOVE_ROWS_PX, ALL_DRAWN_UP_TO, APPROVED, ROW_HEIGHT_PX } from "./table-layout.ts";
import type { PairedView } from "./use-paired-view.ts";
import type { PairedDevice } from "#domain/device.ts";
import { isOnline } from "#domain/device-traits.ts";
import { isStale } from "#domain/device-view.ts";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";

export interface PairedTableProps extends PairedView {
  /** Ids of devices with a pending request. */
  readonly askingIds: ReadonlySet<string>;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (deviceIds: readonly string[], isSelected: boolean) => void;
  /** The list is not live: nobody knows who is online now. */
  readonly isFrozen: boolean;
  /** The menu of one device, put together by the page. Rows are drawn again when it changes: keep it. */
  readonly renderActions: (device: PairedDevice) => ReactNode;
}

const VirtualRows = loadOnDemand(() => import("./virtual-rows.tsx").then((module) => module.VirtualRows));
/** Enough for this window, until the rest is drawn or the code for long tables is there. */
const firstRows = () =>
  Math.ceil(Math.max(window.innerHeight - ABOVE_ROWS_PX, ROW_HEIGHT_PX) / ROW_HEIGHT_PX);

/** The table of paired devices, however long. */
export function PairedTable(props: PairedTableProps) {
  const { rows, view, onView, facts, selected, onSelect } = props;
  // Once long, always so: going back would take the focus from a row.
  const [isLong, setLong] = useState(rows.length > ALL_DRAWN_UP_TO);
  if (!isLong && rows.length > ALL_DRAWN_UP_TO) setLong(true);

  // What is first seen comes first.
  const isDrawnWhole = useDeferredValue(true, false);

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
        isOnline={props.isFrozen ? undefined : isOnline(device, facts.online)}
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
  const plain = (count: number) => (
    <tbody className="max-lg:block">{rows.slice(0, count).map((_, index) => renderRow(index))}</tbody>
  );
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
        {isLong ? (
          <OnDemand what="The rest of the table" fallback={plain(firstRows())}>
            <VirtualRows rows={rows} renderRow={renderRow} />
          </OnDemand>
        ) : (
          plain(isDrawnWhole ? ALL_DRAWN_UP_TO : firstRows())
        )}
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
