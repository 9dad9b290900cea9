import type { ReactNode, Ref } from "react";

/** What drawing only a part of a table's rows has to know of it. */
export interface TableLayout {
  readonly columns: number;
  /** Where rows are cards: a media query, and the class for the parts of the table that are no table there. */
  readonly cardsBelow: string;
  readonly blockClass: string;
  /** How high a row and a card are, more or less: names and addresses may need a second line. */
  readonly rowPx: number;
  readonly cardPx: number;
  /** What always stands above the first row: the frame, the heading, and so on down to the header. */
  readonly abovePx: number;
}

/** The rows of a table of which only a part may be drawn. */
export interface TableRowsProps {
  /** The key of each row in `RowFocusContext`, in the order of the rows. Keep it while they stay. */
  readonly rowKeys: readonly string[];
  readonly renderRow: (index: number, measure?: Ref<HTMLTableRowElement>) => ReactNode;
  readonly layout: TableLayout;
}

export const PENDING_LAYOUT: TableLayout = {
  columns: 5,
  cardsBelow: "(width < 48rem)",
  blockClass: "max-md:block",
  rowPx: 88,
  cardPx: 262,
  abovePx: 220,
};

export const PAIRED_LAYOUT: TableLayout = {
  columns: 7,
  cardsBelow: "(width < 64rem)",
  blockClass: "max-lg:block",
  rowPx: 66,
  cardPx: 188,
  abovePx: 470,
};

/** Neither cards nor room for all columns: how a device was approved can wait for its details. */
export const APPROVED = "lg:max-xl:hidden";
/** So many rows are all in the document; of more, only those near the window. */
export const ALL_DRAWN_UP_TO = 60;
