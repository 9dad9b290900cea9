import * as fakeIndexedDb from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openDatabase, type Database } from "./database.ts";
import { loadIdentity } from "./device-identity.ts";
import { base64UrlToBytes, bytesToHex } from "#lib/base64url.ts";

const describeFirefox = () => ({ displayName: "Firefox on Linux", platform: "Linux" });

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = base64UrlToBytes(text);
  if (!bytes) throw new Error(`${text} is no base64url`);
  return bytes;
}

/** Verifies as a gateway does, from nothing but what goes over the wire. */
async function isSignedBy(publicKey: string, signature: string, payload: string): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", toBytes(publicKey), { name: "Ed25519" }, true, ["verify"]);
  return crypto.subtle.verify(
    { name: "Ed25519" },
    key,
    toBytes(signature),
    new TextEncoder().encode(payload),
  );
}

function withoutEd25519(): void {
  vi.spyOn(crypto.subtle, "generateKey").mockRejectedValue(
    new DOMException("Unrecognized name.", "NotSupportedError"),
  );
}

describe("loadIdentity", () => {
  let database: Database;

  beforeEach(async () => {
    vi.restoreAllMocks();
    for (const [name, value] of Object.entries(fakeIndexedDb)) vi.stubGlobal(name, value);
    vi.stubGlobal("indexedDB", new fakeIndexedDb.IDBFactory());
    database = await openDatabase();
  });

  it.each([
    ["by the browser", () => undefined],
    ["by @noble/curves", withoutEd25519],
  ])("makes an id and signatures that a gateway accepts, %s", async (_by, prepare) => {
    prepare();
    const identity = await loadIdentity(database, describeFirefox);
    const raw = toBytes(identity.publicKey);
    expect(raw).toHaveLength(32);
    expect(identity.deviceId).toBe(bytesToHex(new Uint8Array(await crypto.subtle.digest("SHA-256", raw))));
    expect(identity.deviceId).toMatch(/^[0-9a-f]{64}$/);
    const payload = "v3|device|openclaw-control-ui|ui|operator|operator.read,ü|1|token|nonce";
    const signature = await identity.sign(payload);
    expect(signature).toMatch(/^[\w-]{86}$/);
    expect(await isSignedBy(identity.publicKey, signature, payload)).toBe(true);
    expect(await isSignedBy(identity.publicKey, signature, `${payload}x`)).toBe(false);
  });

  it.each([
    ["by the browser", () => undefined],
    ["by @noble/curves", withoutEd25519],
  ])("stays the same after a reload, and still signs, %s", async (_by, prepare) => {
    prepare();
    const before = await loadIdentity(database, describeFirefox);
    database.close();
    const after = await loadIdentity(await openDatabase(), () => ({
      displayName: "Other",
      platform: "Other",
    }));
    expect([after.deviceId, after.publicKey]).toEqual([before.deviceId, before.publicKey]);
    expect([after.displayName, after.platform]).toEqual(["Firefox on Linux", "Linux"]);
    expect(await isSignedBy(before.publicKey, await after.sign("again"), "again")).toBe(true);
  });

  it("stores a key that cannot be taken out of the browser", async () => {
    await loadIdentity(database, describeFirefox);
    const stored = await database.get("identity", "this-browser");
    const key = stored?.privateKey;
    if (!(key instanceof CryptoKey)) throw new Error("The stored key is no CryptoKey");
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("pkcs8", key)).rejects.toHaveProperty("name", "InvalidAccessError");
    await expect(crypto.subtle.exportKey("jwk", key)).rejects.toHaveProperty("name", "InvalidAccessError");
  });

  it("shows nothing of the private key where it has to be bytes", async () => {
    withoutEd25519();
    const identity = await loadIdentity(database, describeFirefox);
    const stored = await database.get("identity", "this-browser");
    const secret = stored?.privateKey;
    if (!(secret instanceof Uint8Array)) throw new Error("The stored key is not made of bytes");
    expect(secret).toHaveLength(32);
    expect(JSON.stringify(identity)).not.toContain(bytesToHex(secret));
    expect(Object.values(identity).some((value) => value instanceof Uint8Array)).toBe(false);
  });

  it("is one and the same for tabs that start at once", async () => {
    const tabs = await Promise.all([openDatabase(), openDatabase(), openDatabase()]);
    const identities = await Promise.all(tabs.map((tab) => loadIdentity(tab, describeFirefox)));
    expect(new Set(identities.map(({ deviceId }) => deviceId)).size).toBe(1);
    for (const { publicKey, sign } of identities) {
      expect(await isSignedBy(identities[0]?.publicKey ?? "", await sign(publicKey), publicKey)).toBe(true);
    }
  });

  it("differs from browser to browser", async () => {
    const first = await loadIdentity(database, describeFirefox);
    vi.stubGlobal("indexedDB", new fakeIndexedDb.IDBFactory());
    const second = await loadIdentity(await openDatabase(), describeFirefox);
    expect(second.deviceId).not.toBe(first.deviceId);
  });

  it("makes and stores nothing when the browser fails in any other way", async () => {
    const failure = new DOMException("The operation failed.", "OperationError");
    vi.spyOn(crypto.subtle, "generateKey").mockRejectedValue(failure);
    await expect(loadIdentity(database, describeFirefox)).rejects.toBe(failure);
    expect(await database.get("identity", "this-browser")).toBeUndefined();
  });
});
