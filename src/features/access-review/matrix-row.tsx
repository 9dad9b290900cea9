import { memo, type Ref } from "react";
import { DeviceAnchor } from "./device-anchor.tsx";
import { cellWords, RightMark } from "./right-mark.tsx";
import { lastSeenWords } from "./last-seen-words.ts";
import type { GatewayTimes } from "#data/gateway-clock.ts";
import type { PairedDevice } from "#domain/device.ts";
import {
  matrixCells,
  type MatrixCell,
  type RightColumn,
  type UseFacts,
} from "#domain/review/rights-matrix.ts";
import { safeText } from "#lib/safe-text.ts";
import { Badge } from "#ui/badge.tsx";
import { FocusRow } from "#ui/row-focus.tsx";

interface MatrixRowProps {
  readonly rowKey: string;
  readonly index: number;
  readonly device: PairedDevice;
  /** The address of its page. */
  readonly href: string;
  readonly columns: readonly RightColumn[];
  readonly facts: UseFacts;
  readonly times: GatewayTimes;
  readonly isOnline: boolean | undefined;
  readonly isThisBrowser: boolean;
  readonly sameAs: string | null;
  readonly measure?: Ref<HTMLTableRowElement>;
}

/** One device and its rights; a card on narrow screens, with the rights that it has by name. */
export const MatrixRow = memo(function MatrixRow(props: MatrixRowProps) {
  const { device, columns, facts, times, measure } = props;
  const cells = matrixCells(device, columns, facts);
  return (
    <FocusRow
      ref={measure}
      rowKey={props.rowKey}
      // Row 1 is the header.
      aria-rowindex={props.index + 2}
      data-index={props.index}
      className="border-t border-line max-lg:flex max-lg:flex-wrap max-lg:items-center max-lg:gap-x-4 max-lg:gap-y-1 max-lg:p-4"
    >
      <th scope="row" className="font-normal max-lg:w-full lg:px-3 lg:py-2">
        <DeviceAnchor device={device} href={props.href} />{" "}
        {props.isThisBrowser && <Badge tone="accent">This browser</Badge>}
        {props.sameAs !== null && <p className="text-sm text-muted">{props.sameAs}</p>}
      </th>
      {columns.map((column, at) => (
        <Cell key={column.id} column={column} cell={cells[at] ?? null} times={times} />
      ))}
      <td className="text-sm text-muted max-lg:ml-auto lg:px-3 lg:py-2">
        {lastSeenWords(device, props.isOnline, times)}
      </td>
    </FocusRow>
  );
});

interface CellProps {
  readonly column: RightColumn;
  readonly cell: MatrixCell | null;
  readonly times: GatewayTimes;
}

function Cell({ column, cell, times }: CellProps) {
  if (cell === null) {
    return <td className="no-right">{""}</td>;
  }
  const words = cellWords(cell, times);
  const names = column.id === "other" ? safeText(cell.rights.join(", "), 80).plain : null;
  return (
    <td
      title={names === null ? words : `${names}: ${words}`}
      className="whitespace-nowrap lg:px-3 lg:py-2 lg:text-center"
    >
      <RightMark state={cell.state} />
      <span className="ml-2 text-sm lg:hidden">{column.label}</span>
      {cell.state === "idle" && cell.usedAtMs !== undefined && (
        <span aria-hidden className="ml-2 text-sm text-warn-text">
          {times
            .age(cell.usedAtMs)
            .replace(" ago", "")
            .replace(/ days?$/, " d")}
        </span>
      )}
      <span className="sr-only">
        {names !== null && `${names}: `}
        {words}
      </span>
    </td>
  );
}
