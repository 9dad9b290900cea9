import { useDeferredValue, useState } from "react";
import { ALL_DRAWN_UP_TO, type TableLayout, type TableRowsProps } from "./table-layout.ts";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";

const VirtualRows = loadOnDemand(() => import("./virtual-rows.tsx").then((module) => module.VirtualRows));

/** The body of a table, however long. */
export function TableRows(props: TableRowsProps) {
  const { rowKeys, renderRow, layout } = props;
  // Once long, always so: going back would take the focus from a row.
  const [isLong, setLong] = useState(rowKeys.length > ALL_DRAWN_UP_TO);
  if (!isLong && rowKeys.length > ALL_DRAWN_UP_TO) setLong(true);
  // What is first seen comes first.
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

/** Enough for this window, until the rest is drawn or the code for long tables is there. */
function firstRows({ abovePx, rowPx }: TableLayout): number {
  return Math.ceil(Math.max(window.innerHeight - abovePx, rowPx) / rowPx);
}
