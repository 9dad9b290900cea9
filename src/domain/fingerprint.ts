/** A device id is the fingerprint of the device's key: SHA-256 of the raw Ed25519 public key, in hex. */

import { base64UrlToBytes, bytesToHex } from "#lib/base64url.ts";

const DEVICE_ID = /^[0-9a-f]{64}$/;

/** The whole id in groups of four: "c9a4 fe15 …"; null for an id that is no SHA-256. */
export function fingerprintHex(deviceId: string): string | null {
  return normaliseDeviceId(deviceId)?.match(/.{4}/g)?.join(" ") ?? null;
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
  const id = normaliseDeviceId(deviceId);
  if (bytes === null || id === null) return false;
  return bytesToHex(new Uint8Array(await subtle.digest("SHA-256", bytes))) === id;
}

/** @returns null for an id that is no SHA-256 */
export function normaliseDeviceId(deviceId: string): string | null {
  const id = deviceId.trim().toLowerCase();
  return DEVICE_ID.test(id) ? id : null;
}
