/**
 * Devices and pairing requests as the gateway lists them (`device.pair.list`), in the gateway's own terms.
 * Every optional field that is absent means *unknown*, never *no*: old gateways do not report all of them.
 * All text in here was written by the device itself, save `operatorLabel`: treat it as hostile.
 */

/** What a client says about itself at connect; shared by requests and paired devices. */
export interface DeviceFacts {
  /** Hex SHA-256 of the raw Ed25519 public key. */
  readonly deviceId: string;
  /** base64url of the raw 32-byte Ed25519 public key. */
  readonly publicKey?: string | undefined;
  readonly displayName?: string | undefined;
  readonly platform?: string | undefined;
  readonly deviceFamily?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientMode?: string | undefined;
  readonly remoteIp?: string | undefined;
}

/** A device that waits for approval. Lives five minutes after it last asked, which new gateways do not list. */
export interface PairingRequest extends DeviceFacts {
  readonly requestId: string;
  /** All roles asked for; the gateway's `role` and `roles` joined, since old gateways widen `roles` only. */
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** The device is paired already and asks for more, or comes with a new key. */
  readonly isRepair: boolean;
  /** The origin of the page that asks, if a browser does (new gateways only). */
  readonly browserOrigin?: string | undefined;
  /** The gateway's clock, ms since the epoch (`ts` on the wire). */
  readonly requestedAtMs: number;
}

/** One token of a paired device; the token's value is never listed by the gateway. Times in ms since the epoch. */
export interface DeviceToken {
  readonly role: string;
  readonly scopes: readonly string[];
  readonly createdAtMs?: number | undefined;
  readonly rotatedAtMs?: number | undefined;
  readonly lastUsedAtMs?: number | undefined;
  readonly revokedAtMs?: number | undefined;
}

/** A device that was approved. Times in ms since the epoch. */
export interface PairedDevice extends DeviceFacts {
  /** The name that an operator gave it (new gateways only). */
  readonly operatorLabel?: string | undefined;
  readonly roles: readonly string[];
  /** The approved scopes. */
  readonly scopes: readonly string[];
  readonly tokens: readonly DeviceToken[];
  readonly createdAtMs?: number | undefined;
  readonly approvedAtMs?: number | undefined;
  /** How it was approved: `silent`, `owner`, … (new gateways only). */
  readonly approvedVia?: string | undefined;
  readonly lastSeenAtMs?: number | undefined;
  readonly lastSeenReason?: string | undefined;
  /** Whether a session of it is open (new gateways only). */
  readonly connected?: boolean | undefined;
}
