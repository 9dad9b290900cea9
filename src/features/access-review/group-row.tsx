import type { Ref } from "react";
import type { GroupedRow } from "./use-grouped-rows.ts";

interface GroupRowProps {
  readonly row: Extract<GroupedRow, { kind: "group" }>;
  readonly index: number;
  readonly columnCount: number;
  readonly measure?: Ref<HTMLTableRowElement>;
}

/** The name of a group above its devices. */
export function GroupRow({ row, index, columnCount, measure }: GroupRowProps) {
  return (
    <tr
      ref={measure}
      // Row 1 is the header.
      aria-rowindex={index + 2}
      data-index={index}
      className="bg-raised max-lg:block"
    >
      <th
        scope="rowgroup"
        colSpan={columnCount}
        className="px-3 py-1.5 text-left text-sm font-semibold max-lg:block"
      >
        {row.label} <span className="font-normal text-muted tabular-nums">{row.count}</span>
      </th>
    </tr>
  );
}
