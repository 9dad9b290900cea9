import { useDeferredValue, useState } from "react";
import { ALL_DRAWN_UP_TO, type TableLayout, type TableRowsProps } from "./table-layout.ts";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";

const VirtualRows = loadOnDemand(() => import("./virtual-rows.tsx"), "VirtualRows");

/** The body of a table. Long ones draw only some of their rows. */
export function TableRows(props: TableRowsProps) {
  const { rowKeys, renderRow, layout } = props;
  // Never reset, since switching back would take the focus from a row.
  const [isLong, setLong] = useState(rowKeys.length > ALL_DRAWN_UP_TO);
  if (!isLong && rowKeys.length > ALL_DRAWN_UP_TO) setLong(true);
  // The first render draws only the visible rows.
  const isDrawnWhole = useDeferredValue(true, false);
  const plain = (count: number) => (
    <tbody className={layout.blockClass}>{rowKeys.slice(0, count).map((_, index) => renderRow(index))}</tbody>
  );
  if (!isLong) return plain(isDrawnWhole ? ALL_DRAWN_UP_TO : firstRows(layout));
  return (
    <OnDemand what="The rest of the table" fallback={plain(firstRows(layout))}>
      <VirtualRows {...props} />
    </OnDemand>
  );
}

/** The number of rows that fill the window. */
function firstRows({ abovePx, rowPx }: TableLayout): number {
  return Math.ceil(Math.max(window.innerHeight - abovePx, rowPx) / rowPx);
}
