import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { PairedDevice } from "#domain/device.ts";
import { Button } from "#ui/button.tsx";

interface SelectionBarProps {
  readonly selected: ReadonlySet<string>;
  /** What the view shows. */
  readonly rows: readonly PairedDevice[];
  readonly onSelect: (deviceIds: readonly string[], isSelected: boolean) => void;
  /** What can be done with the selected devices, put together by the page. */
  readonly actions: ReactNode;
}

/** How many devices are ticked, and what to do with them. Always in sight; it moves no row. */
export function SelectionBar({ selected, rows, onSelect, actions }: SelectionBarProps) {
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
          <span className="font-normal text-warn-text">, {hiddenCount} of them not shown by this view</span>
        )}
      </p>
      {!isEmpty && (
        <>
          <Button variant="ghost" size="small" onClick={() => onSelect([...selected], false)}>
            Clear selection
          </Button>
          {actions}
        </>
      )}
    </div>
  );
}
