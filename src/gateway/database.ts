import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** This browser's device key, and how it introduces itself; both stay the same until it is forgotten. */
export interface StoredIdentity {
  /** A WebCrypto key that cannot be extracted, or raw bytes where the browser lacks Ed25519. */
  readonly privateKey: CryptoKey | Uint8Array<ArrayBuffer>;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly displayName: string;
  readonly platform: string;
}

/** A device token that a gateway issued to this browser. */
export interface StoredDeviceToken {
  readonly token: string;
  readonly scopes: string[];
}

interface GatehouseSchema extends DBSchema {
  identity: { key: string; value: StoredIdentity };
  "device-tokens": { key: string; value: StoredDeviceToken };
}

/** The one IndexedDB database of this page, shared by all its tabs. */
export type Database = IDBPDatabase<GatehouseSchema>;

/** Opens the database. @throws DOMException where the browser refuses storage (some private modes) */
export function openDatabase(): Promise<Database> {
  return openDB<GatehouseSchema>("gatehouse", 1, {
    upgrade(database) {
      database.createObjectStore("identity");
      database.createObjectStore("device-tokens");
    },
  });
}
