/**
 * A device id in words, for two people or two screens to compare. It is not in `fingerprint.ts` because the word list is 6 kB, which
 * the first screen does without.
 */

import { wordlist } from "@scure/bip39/wordlists/english.js";
import { normaliseDeviceId } from "./fingerprint.ts";

/**
 * Four words for a device id, such as "amber tiger lemon coast".
 *
 * They stand for the 44 bits *after* the first 32, which the short id shows already: short id and words together
 * are 76 bits, more than anybody can forge by trying keys.
 *
 * @returns null for an id that is no SHA-256
 */
export function fingerprintWords(deviceId: string): readonly string[] | null {
  const id = normaliseDeviceId(deviceId);
  if (id === null) return null;
  // 44 bits are eleven hex digits, and fit into a number.
  let bits = Number.parseInt(id.slice(8, 19), 16);
  const words: string[] = [];
  for (let index = 0; index < 4; index += 1) {
    words.unshift(wordlist[bits % 2048] ?? "");
    bits = Math.floor(bits / 2048);
  }
  return words;
}
