/**
 * CSV after RFC 4180, for spreadsheets: they run what looks like a formula, and bidirectional characters reorder their
 * cells as they do the page.
 */

import { safeText } from "./safe-text.ts";

const MAX_CELL = 1_000;

/** What a spreadsheet may run as a formula, also behind spaces or hidden characters, or in full width. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠−﹢﹣﹦﹫]|^[\t\r\n]/u;

/**
 * Writes rows, the header first.
 *
 * @param rows cells; in text, hidden characters are named (`[RLO]`), and an apostrophe keeps a spreadsheet from running
 *   formulas. Numbers stay numbers, null is an empty cell
 * @returns lines that end in CRLF
 */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(text: string | number | null): string {
  if (text === null) return "";
  if (typeof text === "number") return String(text);
  const shown = safeText(text, MAX_CELL).plain;
  const harmless = FORMULA.test(shown) ? `'${shown}` : shown;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
