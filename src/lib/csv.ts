/** Comma-separated values after RFC 4180, for spreadsheets that run what looks like a formula. */

/** What a spreadsheet may take for a formula, also behind space or characters that are not seen, or in full width. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠−﹢﹣﹦﹫]|^[\t\r\n]/u;

/**
 * Writes rows, the header first.
 *
 * @param rows cells; text that a spreadsheet would run gets an apostrophe before it, by which spreadsheets know
 *   text. Numbers stay numbers, null is an empty cell
 * @returns lines that end in CRLF
 */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(text: string | number | null): string {
  if (text === null) return "";
  if (typeof text === "number") return String(text);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  // A space at either end would be lost to readers that trim.
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
