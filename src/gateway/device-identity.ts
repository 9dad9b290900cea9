import type { GatewayBrowserDeviceIdentity } from "@openclaw/gateway-client/browser";
import type { Database, StoredIdentity } from "./database.ts";
import { bytesToBase64Url, bytesToHex } from "#lib/base64url.ts";

/** This browser as a device: the key it signs challenges with, and how it introduces itself. */
export interface DeviceIdentity extends GatewayBrowserDeviceIdentity {
  readonly displayName: string;
  readonly platform: string;
}

const IDENTITY_KEY = "this-browser";

/**
 * Loads this browser's identity, or creates one.
 * Two tabs that start together get the same key: the first one to store its key wins.
 */
export async function loadIdentity(
  database: Database,
  describe: () => { displayName: string; platform: string },
): Promise<DeviceIdentity> {
  const stored = await database.get("identity", IDENTITY_KEY);
  if (stored) return toIdentity(stored);
  const created: StoredIdentity = { ...(await generateKey()), ...describe() };
  const transaction = database.transaction("identity", "readwrite");
  const existing = await transaction.store.get(IDENTITY_KEY);
  if (!existing) await transaction.store.put(created, IDENTITY_KEY);
  await transaction.done;
  return toIdentity(existing ?? created);
}

/** Deletes this browser's key and all its device tokens: it is then a new device to every gateway. */
export async function forgetIdentity(database: Database): Promise<void> {
  const transaction = database.transaction(["identity", "device-tokens"], "readwrite");
  await Promise.all([
    transaction.objectStore("identity").clear(),
    transaction.objectStore("device-tokens").clear(),
    transaction.done,
  ]);
}

async function generateKey(): Promise<Pick<StoredIdentity, "privateKey" | "publicKey">> {
  try {
    const pair = await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
    const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    return { privateKey: pair.privateKey, publicKey };
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "NotSupportedError")) throw error;
    // Browsers from before 2025 have WebCrypto without Ed25519.
    const { ed25519 } = await import("@noble/curves/ed25519.js");
    const { secretKey, publicKey } = ed25519.keygen();
    return { privateKey: new Uint8Array(secretKey), publicKey: new Uint8Array(publicKey) };
  }
}

async function toIdentity(stored: StoredIdentity): Promise<DeviceIdentity> {
  const digest = await crypto.subtle.digest("SHA-256", stored.publicKey);
  return {
    deviceId: bytesToHex(new Uint8Array(digest)),
    publicKey: bytesToBase64Url(stored.publicKey),
    sign: async (payload) =>
      bytesToBase64Url(await sign(stored.privateKey, new TextEncoder().encode(payload))),
    displayName: stored.displayName,
    platform: stored.platform,
  };
}

async function sign(
  privateKey: StoredIdentity["privateKey"],
  message: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  if (privateKey instanceof CryptoKey) {
    return new Uint8Array(await crypto.subtle.sign({ name: "Ed25519" }, privateKey, message));
  }
  const { ed25519 } = await import("@noble/curves/ed25519.js");
  return ed25519.sign(message, privateKey);
}
