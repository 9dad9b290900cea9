/**
 * A device id in words, to be compared by two people or on two screens. The id *is* the fingerprint of the key:
 * SHA-256 of the raw Ed25519 public key, in hex.
 */

import { base64UrlToBytes, bytesToHex } from "#lib/base64url.ts";
import { wordlist } from "@scure/bip39/wordlists/english.js";

const DEVICE_ID = /^[0-9a-f]{64}$/;

/**
 * Four words for a device id, such as "amber tiger lemon coast".
 *
 * They stand for the 44 bits *after* the first 32, which the short id shows already: short id and words together
 * are 76 bits, more than anybody can forge by trying keys.
 *
 * @returns null for an id that is no SHA-256
 */
export function fingerprintWords(deviceId: string): readonly string[] | null {
  const id = normalise(deviceId);
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

/** The whole id in groups of four: "c9a4 fe15 …"; null for an id that is no SHA-256. */
export function fingerprintHex(deviceId: string): string | null {
  return normalise(deviceId)?.match(/.{4}/g)?.join(" ") ?? null;
}

/**
 * Whether an id belongs to a key. The gateways check that at connect; an entry that does not fit was not made by one.
 *
 * @param publicKey base64url of the raw 32 bytes
 * @returns null where it cannot be told: no key, or a page without WebCrypto (plain http)
 */
export async function keyMatchesDeviceId(
  publicKey: string | undefined,
  deviceId: string,
): Promise<boolean | null> {
  // Typed as always there, but missing in pages that are not a secure context.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (publicKey === undefined || subtle === undefined) return null;
  const bytes = base64UrlToBytes(publicKey.trim());
  const id = normalise(deviceId);
  if (bytes === null || id === null) return false;
  return bytesToHex(new Uint8Array(await subtle.digest("SHA-256", bytes))) === id;
}

function normalise(deviceId: string): string | null {
  const id = deviceId.trim().toLowerCase();
  return DEVICE_ID.test(id) ? id : null;
}
