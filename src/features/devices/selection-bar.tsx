import { clsx } from "clsx";
import { useOpenDialog } from "#data/device-dialog.ts";
import { useHello } from "#data/session.ts";
import type { PairedDevice } from "#domain/device.ts";
import { Button } from "#ui/button.tsx";

interface SelectionBarProps {
  readonly selected: ReadonlySet<string>;
  /** All paired devices. */
  readonly devices: readonly PairedDevice[];
  /** The devices that the view shows. */
  readonly rows: readonly PairedDevice[];
  readonly onSelect: (deviceIds: readonly string[], isSelected: boolean) => void;
}

/** The number of selected devices and what to do with them. It sticks to the bottom and moves no row. */
export function SelectionBar({ selected, devices, rows, onSelect }: SelectionBarProps) {
  const open = useOpenDialog();
  const isConnected = useHello() !== null;
  const shownCount = selected.size === 0 ? 0 : rows.filter(({ deviceId }) => selected.has(deviceId)).length;
  const hiddenCount = selected.size - shownCount;
  const isEmpty = selected.size === 0;
  return (
    <div
      className={clsx(
        !isEmpty &&
          "sticky bottom-4 z-10 mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line-strong bg-surface px-4 py-2.5 shadow-lg max-md:bottom-20",
      )}
    >
      <p role="status" className="mr-auto font-medium">
        {!isEmpty && `${selected.size} selected`}
        {hiddenCount > 0 && (
          <span className="font-normal text-warn-text">, {hiddenCount} of them hidden by the filters</span>
        )}
      </p>
      {!isEmpty && (
        <>
          <Button variant="ghost" size="small" onClick={() => onSelect([...selected], false)}>
            Clear selection
          </Button>
          <Button
            variant="danger"
            size="small"
            disabled={!isConnected}
            onClick={() =>
              open({
                kind: "remove-selected",
                devices: devices.filter(({ deviceId }) => selected.has(deviceId)),
              })
            }
          >
            Remove selected…
          </Button>
        </>
      )}
    </div>
  );
}
