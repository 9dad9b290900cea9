import { gatewayCredentialScope } from "@openclaw/gateway-client/browser";
import { createContext, useContext } from "react";
import { KEPT_ENTRIES, type ActivityEntry, type StoredActivity } from "#domain/activity.ts";
import { deviceOf, deduplicate, relevantSinceMs, requestOf } from "#domain/activity-dedup.ts";
import type { Database } from "#gateway/database.ts";

/** The record as it was read: newest last, not yet parsed. */
export interface RawRecord {
  readonly entries: readonly unknown[];
  /** False where the browser refuses storage: the record then ends with this tab. */
  readonly isKept: boolean;
}

interface Item {
  readonly gateway: string;
  readonly entry: ActivityEntry;
  readonly sinceMs: number | undefined;
}

/** Entries that one transaction adds: readers and other tabs wait no longer than that. */
const BATCH = 200;

/** Entries of one gateway as a range of the indexes that begin with it. */
function entriesOf(gateway: string): IDBKeyRange {
  return IDBKeyRange.bound([gateway, -Infinity], [gateway, Infinity]);
}

/**
 * This browser's own record, in IndexedDB, or in memory where that is refused. Recording returns at once and never
 * throws: nothing that a person does may wait for it or fail because of it.
 */
export class ActivityLog {
  readonly #openDatabase: () => Promise<Database>;
  readonly #listeners = new Set<() => void>();
  readonly #waiting: Item[] = [];
  #work: Promise<void> | null = null;
  /** What the browser refused to keep. */
  #unkept: readonly StoredActivity[] = [];
  /** Below all ids of IndexedDB, and rising. */
  #nextUnkeptId = Number.MIN_SAFE_INTEGER;

  constructor(openDatabase: () => Promise<Database>) {
    this.#openDatabase = openDatabase;
  }

  /**
   * Records what happened on `gatewayUrl`, once for all tabs.
   * @param sinceMs for what was concluded from two readings of a list: when the first of them was made
   */
  record(gatewayUrl: string, entry: ActivityEntry, sinceMs?: number): void {
    this.#waiting.push({ gateway: gatewayCredentialScope(gatewayUrl), entry, sinceMs });
    this.#work ??= this.#flush();
  }

  /** Calls `listener` after something was recorded or cleared in this tab. @returns the way to stop */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The whole record of `gatewayUrl`. Never throws. */
  async read(gatewayUrl: string): Promise<RawRecord> {
    await this.#work;
    const gateway = gatewayCredentialScope(gatewayUrl);
    const unkept = this.#unkept.filter((entry) => entry.gateway === gateway);
    try {
      const database = await this.#openDatabase();
      const entries = await database.getAllFromIndex("activity", "by-gateway", entriesOf(gateway));
      return { entries: [...entries, ...unkept], isKept: unkept.length === 0 };
    } catch {
      return { entries: unkept, isKept: false };
    }
  }

  /** Forgets the record of `gatewayUrl`. @throws DOMException where the browser refuses */
  async clear(gatewayUrl: string): Promise<void> {
    await this.#work;
    const gateway = gatewayCredentialScope(gatewayUrl);
    const hadUnkept = this.#unkept.length > 0;
    this.#unkept = this.#unkept.filter((entry) => entry.gateway !== gateway);
    try {
      const database = await this.#openDatabase();
      const transaction = database.transaction("activity", "readwrite");
      const ids = await transaction.store.index("by-gateway").getAllKeys(entriesOf(gateway));
      await Promise.all(ids.map((id) => transaction.store.delete(id)));
      await transaction.done;
    } catch (error) {
      // Where nothing could be kept there is nothing else to forget.
      if (!hadUnkept) throw error;
    } finally {
      this.#announce();
    }
  }

  async #flush(): Promise<void> {
    // Later than whatever has just happened; what comes meanwhile goes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const items = this.#waiting.splice(0, BATCH);
      try {
        await store(await this.#openDatabase(), items);
      } catch {
        for (const item of items) this.#keepInMemory(item);
      }
    }
    this.#work = null;
    this.#announce();
  }

  #keepInMemory({ gateway, entry, sinceMs }: Item): void {
    const since = relevantSinceMs(entry, sinceMs);
    const others = this.#unkept.filter((other) => other.gateway !== gateway);
    const own = this.#unkept.filter((other) => other.gateway === gateway);
    const verdict = deduplicate(
      entry,
      own.filter((other) => isRelated(other, entry, since)),
    );
    const kept = own.filter((other) => !verdict.superseded.includes(other));
    if (verdict.entry) kept.push({ ...verdict.entry, gateway, id: this.#nextUnkeptId++ });
    this.#unkept = [...others, ...kept.slice(-KEPT_ENTRIES)];
  }

  #announce(): void {
    for (const listener of this.#listeners) listener();
  }
}

function isRelated(other: StoredActivity, entry: ActivityEntry, sinceMs: number): boolean {
  const requestId = requestOf(entry);
  const deviceId = deviceOf(entry);
  if (requestId !== undefined && requestOf(other) === requestId) return true;
  return deviceId !== undefined && deviceOf(other) === deviceId && other.atMs >= sinceMs;
}

/** One transaction: no other tab writes between the look at what is there and the addition. */
async function store(database: Database, items: readonly Item[]): Promise<void> {
  const transaction = database.transaction("activity", "readwrite");
  const entries = transaction.store;
  for (const { gateway, entry, sinceMs } of items) {
    const requestId = requestOf(entry);
    const deviceId = deviceOf(entry);
    const since = relevantSinceMs(entry, sinceMs);
    const ofRequest =
      requestId === undefined ? [] : await entries.index("by-request").getAll([gateway, requestId]);
    const ofDevice =
      deviceId === undefined
        ? []
        : await entries
            .index("by-device")
            .getAll(IDBKeyRange.bound([gateway, deviceId, since], [gateway, deviceId, Infinity]));
    const verdict = deduplicate(entry, [...ofRequest, ...ofDevice]);
    for (const { id } of verdict.superseded) if (id !== undefined) await entries.delete(id);
    if (verdict.entry) await entries.add({ ...verdict.entry, gateway });
  }
  for (const gateway of new Set(items.map((item) => item.gateway))) {
    const index = entries.index("by-gateway");
    const surplus = (await index.count(entriesOf(gateway))) - KEPT_ENTRIES;
    if (surplus <= 0) continue;
    const oldest = await index.getAllKeys(entriesOf(gateway), surplus);
    for (const id of oldest) await entries.delete(id);
  }
  await transaction.done;
}

/** The page's record, given by screen.tsx. */
export const ActivityLogContext = createContext<ActivityLog | null>(null);

/** The page's record. */
export function useActivityLog(): ActivityLog {
  const log = useContext(ActivityLogContext);
  if (!log) throw new Error("useActivityLog needs an ActivityLogContext");
  return log;
}
