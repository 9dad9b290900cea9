/** Columns of the paired table, the tick and the menu included. */
export const COLUMNS = 7;
/** Where rows are cards; Tailwind's `max-lg`. */
export const CARDS_BELOW = "(width < 64rem)";
/** Neither cards nor room for all columns: how a device was approved can wait for its details. */
export const APPROVED = "lg:max-xl:hidden";
/** So many rows are all in the document; of more, only those near the window. */
export const ALL_DRAWN_UP_TO = 60;

/** How high a row of the table is, more or less: names and addresses may need a second line. */
export const ROW_HEIGHT_PX = 66;
/** What always stands above the first row: the frame, the heading, who waits, the search, the header. */
export const ABOVE_ROWS_PX = 470;
