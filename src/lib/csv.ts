/** What makes a spreadsheet take a cell for a formula, also behind spaces. */
const FORMULA = /^\s*[=+\-@＝＋－＠|]|^[\t\r\n]/;

/**
 * Rows as CSV (RFC 4180). Text that a spreadsheet would run is made harmless by an apostrophe before it; numbers stay
 * numbers, null is an empty cell.
 */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(toCell).join(",")}\r\n`).join("");
}

function toCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
