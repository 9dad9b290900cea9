import type { ReactNode, Ref } from "react";

/** What a table must know to draw only some of its rows. */
export interface TableLayout {
  readonly columns: number;
  /** A media query for where rows are cards, and the class of the table's parts there. */
  readonly cardsBelow: string;
  readonly blockClass: string;
  /** The approximate height of a row and of a card. */
  readonly rowPx: number;
  readonly cardPx: number;
  /** The height of everything above the first row. */
  readonly abovePx: number;
}

/** The rows of a table that may draw only some of them. */
export interface TableRowsProps {
  /** The key of each row in `RowFocusContext`. Must be stable while the rows are the same. */
  readonly rowKeys: readonly string[];
  readonly renderRow: (index: number, measure?: Ref<HTMLTableRowElement>) => ReactNode;
  readonly layout: TableLayout;
}

/** Longer tables draw only the rows near the window. */
export const ALL_DRAWN_UP_TO = 60;
