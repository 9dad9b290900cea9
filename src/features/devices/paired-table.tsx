import { useMemo, type Ref } from "react";
import { APPROVED, PairedRow } from "./paired-row.tsx";
import { SortHeader } from "./sort-header.tsx";
import type { PairedView } from "./use-paired-view.ts";
import { useViewDetails } from "./use-view-details.ts";
import { deviceRowKey } from "#components/row-keys.ts";
import { SelectAll } from "#components/select-all.tsx";
import { useOpenDialog } from "#data/device-dialog.ts";
import { useIsOnline } from "#data/presence.ts";
import { useHello } from "#data/session.ts";
import { isStale } from "#domain/device-view.ts";
import type { TableLayout } from "#ui/table-layout.ts";
import { TableRows } from "#ui/table-rows.tsx";

const PAIRED_LAYOUT: TableLayout = {
  columns: 7,
  cardsBelow: "(width < 64rem)",
  blockClass: "max-lg:block",
  rowPx: 66,
  cardPx: 188,
  abovePx: 470,
};

export interface PairedTableProps extends PairedView {
  /** Ids of devices with a pending request. */
  readonly askingIds: ReadonlySet<string>;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (deviceIds: readonly string[], isSelected: boolean) => void;
}

export function PairedTable(props: PairedTableProps) {
  const { rows, view, onView, facts, selected, onSelect } = props;
  const isOnline = useIsOnline();
  const actions = useActions();
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
        isOnline={isOnline(device)}
        isStale={isStale(device, facts)}
        same={groupOf(index)}
        isGroupStart={groupOf(index)?.group !== groupOf(index - 1)?.group}
        isSelected={selected.has(device.deviceId)}
        onSelect={onSelect}
        actions={actions}
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
              <SelectAll devices={rows} selected={selected} onSelect={onSelect} />
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

/** The props that all menus share. They are stable while nothing changes. */
function useActions() {
  const open = useOpenDialog();
  const viewDetails = useViewDetails();
  const methods = useHello()?.methods;
  return useMemo(
    () => ({
      onOpen: open,
      onViewDetails: viewDetails,
      canRename: methods?.includes("device.pair.rename") ?? false,
      canRemoveNodeRole: methods?.includes("node.pair.remove") ?? false,
      isFrozen: methods === undefined,
    }),
    [open, viewDetails, methods],
  );
}
