import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { StoredActivity } from "#domain/activity.ts";
import type { AccessReview } from "#domain/review/access-review.ts";

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
  activity: {
    key: number;
    value: StoredActivity;
    indexes: {
      "by-gateway": [gateway: string, atMs: number];
      "by-request": [gateway: string, requestId: string];
      "by-device": [gateway: string, deviceId: string, atMs: number];
    };
  };
  reviews: { key: [gateway: string, id: string]; value: StoredReview };
}

/** A review as it is kept. `gateway` is the scope of the gateway's credentials. */
export type StoredReview = AccessReview & { readonly gateway: string };

/** The one IndexedDB database of this page, shared by all its tabs. */
export type Database = IDBPDatabase<GatehouseSchema>;

/** This browser's storage cannot be used. The message is shown to people. */
export class StorageError extends Error {
  override readonly name = "StorageError";
}

/** Longer than a slow disk needs, and shorter than a gateway waits for an answer to its challenge. */
const OPENING_TIMEOUT_MS = 6_000;

const NAME = "gatehouse";
const VERSION = 3;

/**
 * Opens the database.
 * @param onClosed called when the browser closed it: another tab has a newer version, or the site's data were cleared
 * @throws StorageError where the browser refuses storage (some private modes) or never opens it
 */
export async function openDatabase(onClosed?: () => void): Promise<Database> {
  const database = await openInTime();
  // A tab that kept its connection open would block every newer version.
  database.addEventListener("versionchange", () => {
    database.close();
    onClosed?.();
  });
  database.addEventListener("close", () => onClosed?.());
  return database;
}

/** Some browsers refuse to open their storage, and some never answer. */
function openInTime(): Promise<Database> {
  return new Promise((resolve, reject) => {
    let isGivenUp = false;
    const timer = setTimeout(() => {
      isGivenUp = true;
      reject(
        new StorageError(
          "This browser does not open its storage. Another tab or a full disk may hold it up.",
        ),
      );
    }, OPENING_TIMEOUT_MS);
    openNewest()
      .then(
        (database) => (isGivenUp ? database.close() : resolve(database)),
        (error: unknown) => {
          if (error instanceof StorageError) reject(error);
          else
            reject(new StorageError(`This browser refuses its storage: ${String(error)}`, { cause: error }));
        },
      )
      .finally(() => clearTimeout(timer));
  });
}

async function openNewest(): Promise<Database> {
  try {
    return await openUpgraded();
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "VersionError")) throw error;
    // A newer version of this page has upgraded it; upgrades only ever add.
    return openDB<GatehouseSchema>(NAME);
  }
}

function openUpgraded(): Promise<Database> {
  return new Promise((resolve, reject) => {
    let isGivenUp = false;
    openDB<GatehouseSchema>(NAME, VERSION, {
      upgrade(database, oldVersion) {
        if (oldVersion < 1) {
          database.createObjectStore("identity");
          database.createObjectStore("device-tokens");
        }
        if (oldVersion < 2) {
          const store = database.createObjectStore("activity", { keyPath: "id", autoIncrement: true });
          store.createIndex("by-gateway", ["gateway", "atMs"]);
          store.createIndex("by-request", ["gateway", "requestId"]);
          store.createIndex("by-device", ["gateway", "deviceId", "atMs"]);
        }
        if (oldVersion < 3) database.createObjectStore("reviews", { keyPath: ["gateway", "id"] });
      },
      blocked() {
        // The first version of this page did not close its connection for newer ones.
        isGivenUp = true;
        reject(
          new StorageError(
            "Another tab has an older version of this page open. Close or reload it, then try again.",
          ),
        );
      },
    }).then((database) => (isGivenUp ? database.close() : resolve(database)), reject);
  });
}

/** Opens the database when it is first needed, and again after it was closed. */
export function sharedDatabase(): () => Promise<Database> {
  let opened: Promise<Database> | null = null;
  return () => {
    if (opened) return opened;
    const forget = () => {
      if (opened === opening) opened = null;
    };
    const opening = openDatabase(forget);
    opened = opening;
    opening.catch(forget);
    return opening;
  };
}
