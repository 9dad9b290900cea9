import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";

/** The key pair that a gateway knows a device by. */
export interface DeviceIdentity {
  /** Hex SHA-256 of the raw public key. */
  readonly deviceId: string;
  /** The raw 32 bytes, base64url. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

/** A new Ed25519 identity. */
export function createIdentity(): DeviceIdentity {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  // In a JWK the member `x` of an Ed25519 key is its raw 32 bytes in base64url (RFC 8037).
  const raw = publicKey.export({ format: "jwk" }).x;
  if (raw === undefined) throw new Error("Ed25519 public key has no raw form");
  const deviceId = createHash("sha256").update(Buffer.from(raw, "base64url")).digest("hex");
  return { deviceId, publicKey: raw, privateKey };
}

/** The base64url signature of a text. */
export function signText(identity: DeviceIdentity, text: string): string {
  return sign(null, Buffer.from(text, "utf8"), identity.privateKey).toString("base64url");
}
