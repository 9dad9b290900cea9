/**
 * Makes text from outside safe to show. Gateways pass on device names unchanged, with control characters, line breaks,
 * bidirectional overrides, zero-width characters and stacks of accents; each of them can make one device look like
 * another or reorder a whole row.
 */

import { hiddenCharacter, isCombiningMark, NEEDS_CARE } from "./hidden-characters.ts";

type SafeSegment =
  | { readonly kind: "text"; readonly text: string }
  /** An invisible character; `label` is short ("RLO", "ZWSP ×200"), `name` is for a tooltip. */
  | { readonly kind: "hidden"; readonly label: string; readonly name: string };

/** A text that cannot affect the rest of the page if its segments are put into isolated elements. */
export interface SafeText {
  readonly segments: readonly SafeSegment[];
  /** The text has an invisible character, perhaps behind the cut. */
  readonly hasHidden: boolean;
  /** It has letters of both writing directions. Harmless in itself ("iPhone של דנה"), but easily misread. */
  readonly isMixedDirection: boolean;
  /** There is more than the segments show. */
  readonly isTruncated: boolean;
  /** Empty, spaces, or hidden characters only. */
  readonly isBlank: boolean;
  /** For accessible names and titles: hidden characters as `[RLO]`, trimmed, ends in `…` where it was cut. */
  readonly plain: string;
}

/** How much of a text is processed: a name of a megabyte must not cost a frame. The rest is never shown. */
const WINDOW = 4096;
/** Real scripts stack up to three marks on one letter; more would overlap neighbouring lines. */
const MAX_MARKS = 3;
/** One "grapheme" may be endless (joined emoji, Indic conjuncts), so the code units are bounded too. */
const UNITS_PER_GRAPHEME = 4;

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
/** Letters and quotation marks of Latin names: browsers take milliseconds to compile the expression for all the others. */
const PLAIN = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2013-\u201d\u2026]*$/;
const RTL = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}";
const RTL_LETTER = new RegExp(`(?=\\p{L})[${RTL}]`, "u");
const LTR_LETTER = new RegExp(`(?![${RTL}])\\p{L}`, "u");

let segmenter: Intl.Segmenter | undefined;

/**
 * @param raw any string, of any length, also with broken surrogate pairs
 * @param maxLength how many graphemes to show; a hidden character counts as its label with brackets
 * @returns never throws. `plain` has at most `maxLength` graphemes plus the ellipsis
 */
export function safeText(raw: string, maxLength = 64): SafeText {
  // A fast path for almost every name: the segmenter costs milliseconds when it is first used.
  if (raw.length <= maxLength && (PLAIN.test(raw) || !NEEDS_CARE.test(raw))) {
    const plain = raw.trim();
    return {
      segments: raw === "" ? [] : [{ kind: "text", text: raw }],
      hasHidden: false,
      isMixedDirection: !PLAIN.test(raw) && isMixed(raw),
      isTruncated: false,
      isBlank: plain === "",
      plain,
    };
  }
  const text = firstUnits(raw, Math.max(WINDOW, maxLength * UNITS_PER_GRAPHEME));
  const all = NEEDS_CARE.test(text) ? split(text) : [{ text }];
  const shown = cut(all, maxLength);
  const isTruncated = shown.isCut || text.length < raw.length;
  const body = shown.segments
    .map((segment) => (segment.kind === "text" ? segment.text : `[${segment.label}]`))
    .join("")
    .trim();
  return {
    segments: shown.segments,
    hasHidden: all.some((piece) => "label" in piece),
    isMixedDirection: isMixed(text),
    isTruncated,
    isBlank: !all.some((piece) => "text" in piece && piece.text.trim() !== ""),
    plain: isTruncated ? `${body}…` : body,
  };
}

function isMixed(text: string): boolean {
  return RTL_LETTER.test(text) && LTR_LETTER.test(text);
}

type Piece = { text: string } | { label: string; name: string; count: number };

/** Splits text into visible and hidden pieces; a run of one hidden character is one piece. */
function split(text: string): Piece[] {
  const characters = Array.from(text);
  const pieces: Piece[] = [];
  let visible = "";
  let marks = MAX_MARKS; // a mark without a letter before it would sit on what stands before the name
  const hide = (label: string, name: string): void => {
    if (visible !== "") pieces.push({ text: visible });
    const last = pieces.at(-1);
    if (visible === "" && last && "label" in last && last.label === label) last.count += 1;
    else pieces.push({ label, name, count: 1 });
    visible = "";
  };
  for (const [index, character] of characters.entries()) {
    if (isCombiningMark(character)) {
      if (marks < MAX_MARKS) visible += character;
      else hide("marks", "More combining marks than a letter has");
      marks += 1;
      continue;
    }
    const found = hiddenCharacter(character, characters[index - 1], characters[index + 1]);
    if (found === null) visible += character;
    else if (typeof found === "string") visible += found;
    else hide(found.label, found.name);
    marks = visible === "" ? MAX_MARKS : 0;
  }
  if (visible !== "") pieces.push({ text: visible });
  return pieces;
}

/** Keeps pieces up to the limit; never cuts through a grapheme. */
function cut(pieces: readonly Piece[], maxLength: number): { segments: SafeSegment[]; isCut: boolean } {
  const segments: SafeSegment[] = [];
  let room = maxLength;
  let units = maxLength * UNITS_PER_GRAPHEME;
  for (const piece of pieces) {
    if ("label" in piece) {
      const label = piece.count > 1 ? `${piece.label} ×${piece.count}` : piece.label;
      room -= label.length + 2;
      units -= label.length + 2;
      if (room < 0) return { segments, isCut: true };
      const name = piece.count > 1 ? `${piece.count} × ${piece.name}` : piece.name;
      segments.push({ kind: "hidden", label, name });
      continue;
    }
    let kept = "";
    for (const grapheme of graphemes(piece.text)) {
      room -= 1;
      units -= grapheme.length;
      if (room < 0 || units < 0) break;
      kept += grapheme;
    }
    if (kept !== "") segments.push({ kind: "text", text: kept });
    if (kept.length < piece.text.length) return { segments, isCut: true };
  }
  return { segments, isCut: false };
}

function* graphemes(text: string): Iterable<string> {
  if (PRINTABLE_ASCII.test(text)) return yield* text;
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  for (const { segment } of segmenter.segment(text)) yield segment;
}

/** The first code units of a text, without half a surrogate pair at the end. */
function firstUnits(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}
