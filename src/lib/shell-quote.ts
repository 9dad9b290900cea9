import { stripHidden } from "./hidden-characters.ts";

const PLAIN_WORD = /^[\w.:/@-]+$/;

/**
 * Quotes one word for a POSIX shell (sh, dash, bash, zsh), so that it arrives unchanged.
 *
 * Single quotes hold everything but themselves. Characters that cannot be seen (escape sequences, carriage returns,
 * direction overrides) would still act on the terminal into which the command is pasted, or make it look like
 * another command: they are written as `"$(printf '\033')"`. `$'…'` would be shorter, but dash and older shells do
 * not know it. Line feeds stay as they are inside the quotes, since a command substitution drops them. NUL, which no
 * argument can hold, is left out; broken surrogates become U+FFFD, as they do in any UTF-8.
 */
export function shellQuote(word: string): string {
  if (PLAIN_WORD.test(word)) return word;
  let result = "";
  let open = false;
  for (const character of word.replace(/\p{Cs}/gu, "\ufffd").replaceAll("\0", "")) {
    const isHidden = character !== "\n" && stripHidden(character) === "";
    if (isHidden === open) {
      result += "'";
      open = !open;
    }
    if (isHidden) result += `"$(printf '${octal(character)}')"`;
    else result += character === "'" ? "'\\''" : character;
  }
  if (open) result += "'";
  return result === "" ? "''" : result;
}

function octal(character: string): string {
  let escaped = "";
  for (const byte of new TextEncoder().encode(character)) escaped += `\\${byte.toString(8).padStart(3, "0")}`;
  return escaped;
}
