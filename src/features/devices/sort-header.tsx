import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { SortKey } from "#domain/device-order.ts";
import type { DeviceView } from "#domain/device-view.ts";

interface SortHeaderProps {
  readonly sort: SortKey;
  readonly label: string;
  readonly view: DeviceView;
  readonly onView: (change: Partial<DeviceView>) => void;
  /** The first click sorts in descending order. */
  readonly startsDescending?: boolean;
  readonly className?: string;
}

/** A column header that sorts by its column, and on the next click in the opposite order. */
export function SortHeader(props: SortHeaderProps) {
  const { sort, label, view, onView, startsDescending = false, className } = props;
  const isSorted = view.sort === sort;
  const Arrow = view.isDescending ? ArrowDown : ArrowUp;
  const onClick = () => {
    onView(isSorted ? { isDescending: !view.isDescending } : { sort, isDescending: startsDescending });
  };
  return (
    <th
      aria-sort={isSorted ? (view.isDescending ? "descending" : "ascending") : undefined}
      className={clsx("py-1 font-medium lg:px-1", className, "max-lg:w-auto")}
    >
      <button
        type="button"
        className={clsx(
          "inline-flex min-h-8 items-center gap-1 rounded-md px-2 hover:bg-raised hover:text-ink",
          isSorted && "text-ink",
        )}
        onClick={onClick}
      >
        {label}
        {isSorted && <Arrow size={14} aria-hidden />}
      </button>
    </th>
  );
}
