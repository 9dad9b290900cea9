/** Characters that are invisible or reorder others, and their names. */

interface HiddenCharacter {
  /** Short, shown in its place: "RLO", "U+E000". */
  readonly label: string;
  /** For a tooltip: "Right-to-left override (U+202E)". */
  readonly name: string;
}

/**
 * Controls, broken surrogates, private use, separators (save the ordinary space), everything that Unicode says to
 * show as nothing, non-characters, the blank Braille pattern, annotations and the object replacement.
 */
const HIDDEN = "(?! )[\\p{Cc}\\p{Cs}\\p{Co}\\p{Z}\\p{DI}\\p{NChar}\\u2800\\ufff9-\\ufffc]";
const HIDDEN_ONE = new RegExp(`^${HIDDEN}`, "u");
const HIDDEN_ALL = new RegExp(HIDDEN, "gu");
const MARK = /^\p{M}/u;

/** Whether a text has to be checked character by character. */
export const NEEDS_CARE = new RegExp(`${HIDDEN}|\\p{M}`, "u");

const C0 =
  "NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split(
    " ",
  );

const NAMED = new Map(
  `7f DEL Delete
85 NEL Next line
a0 NBSP No-break space
ad SHY Soft hyphen
61c ALM Arabic letter mark
115f FILL Hangul filler
1160 FILL Hangul filler
200b ZWSP Zero width space
200c ZWNJ Zero width non-joiner
200d ZWJ Zero width joiner
200e LRM Left-to-right mark
200f RLM Right-to-left mark
2028 LS Line separator
2029 PS Paragraph separator
202a LRE Left-to-right embedding
202b RLE Right-to-left embedding
202c PDF End of directional formatting
202d LRO Left-to-right override
202e RLO Right-to-left override
2060 WJ Word joiner
2066 LRI Left-to-right isolate
2067 RLI Right-to-left isolate
2068 FSI First strong isolate
2069 PDI End of directional isolate
2800 BLANK Blank Braille pattern
3164 FILL Hangul filler
feff BOM Zero width no-break space
ffa0 FILL Hangul filler`
    .split("\n")
    .map((line) => {
      const [code = "", label = "", ...name] = line.split(" ");
      return [Number.parseInt(code, 16), { label, name: name.join(" ") }] as const;
    }),
);

const PICTOGRAPH = /^\p{ExtPict}/u;
const PICTOGRAPH_END = /^[\p{ExtPict}\p{Emoji_Modifier}\ufe0f]/u;
const SPACE = /^\p{Z}/u;
/** Spaces that keyboards and systems put into ordinary names: French, Apple and East Asian ones. */
const HONEST_SPACES = "\u00a0\u202f\u3000";
/** Scripts whose spelling needs ZWJ and ZWNJ. */
const JOINING = new RegExp(
  `^(?=[\\p{L}\\p{M}])[${"Arab Syrc Nkoo Mong Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Mymr Khmr Tibt Adlm"
    .split(" ")
    .map((script) => `\\p{scx=${script}}`)
    .join("")}]`,
  "u",
);

/** Whether a character (one code point) is a combining mark that can be seen. */
export function isCombiningMark(character: string): boolean {
  return MARK.test(character) && !HIDDEN_ONE.test(character);
}

/** Removes every invisible character, line breaks included; of the spaces only U+0020 stays. */
export function stripHidden(text: string): string {
  return text.replace(HIDDEN_ALL, "");
}

/**
 * Checks one character between its neighbours.
 * @returns null where it is shown as it is (also joiners inside an emoji or a word that needs them); a string to show
 *   instead; or its label and name
 */
export function hiddenCharacter(
  character: string,
  before: string | undefined,
  after: string | undefined,
): HiddenCharacter | string | null {
  if (!HIDDEN_ONE.test(character)) return null;
  const prev = before ?? "";
  const next = after ?? "";
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x200d && PICTOGRAPH_END.test(prev) && PICTOGRAPH.test(next)) return null;
  if ((code === 0x200c || code === 0x200d) && JOINING.test(prev) && JOINING.test(next)) return null;
  if (code === 0xfe0e || code === 0xfe0f) {
    if (PICTOGRAPH.test(prev) || (/^[0-9#*]/.test(prev) && next === "\u20e3")) return null;
  }
  if (HONEST_SPACES.includes(character) && isLetterLike(prev) && isLetterLike(next)) return " ";
  return describe(character, code);
}

function isLetterLike(character: string): boolean {
  return character !== "" && !SPACE.test(character) && !HIDDEN_ONE.test(character);
}

function describe(character: string, code: number): HiddenCharacter {
  const point = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const named = NAMED.get(code);
  if (named) return { label: named.label, name: `${named.name} (${point})` };
  const control = C0[code];
  if (control !== undefined) return { label: control, name: `Control character ${control} (${point})` };
  if (code >= 0xe0000 && code <= 0xe007f) return { label: "TAG", name: "Tag character" };
  if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)) {
    return { label: "VS", name: "Variation selector" };
  }
  if (SPACE.test(character)) return { label: point, name: `Unusual space (${point})` };
  if (code >= 0xd800 && code <= 0xdfff) return { label: point, name: `Broken character (${point})` };
  if (/^\p{Co}/u.test(character)) return { label: point, name: `Private use character (${point})` };
  return { label: point, name: `Invisible character (${point})` };
}
