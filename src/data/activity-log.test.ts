import * as fakeIndexedDb from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { ActivityLog } from "./activity-log.ts";
import { parseRecord, type ListedEntry } from "./activity-query.ts";
import { KEPT_ENTRIES, type ActivityEntry } from "#domain/activity.ts";
import { openDatabase, sharedDatabase } from "#gateway/database.ts";

const GATEWAY = "ws://nas:18789";
const OTHER = "ws://attic:18789";

function seen(requestId: string, atMs = 1): ActivityEntry {
  const rights = { roles: ["operator"], scopes: ["operator.read"] };
  return { kind: "request-seen", atMs, requestId, deviceId: `d-${requestId}`, ...rights, isRepair: false };
}

function approved(requestId: string, atMs = 2): ActivityEntry {
  return {
    kind: "request-ended",
    atMs,
    requestId,
    deviceId: `d-${requestId}`,
    how: "approved",
    by: "elsewhere",
  };
}

function approval(requestId: string, atMs = 3): ActivityEntry {
  return { kind: "write", action: "approve", outcome: "done", atMs, requestId, deviceId: `d-${requestId}` };
}

async function entriesIn(log: ActivityLog, gatewayUrl = GATEWAY): Promise<readonly ListedEntry[]> {
  return parseRecord(await log.read(gatewayUrl)).entries;
}

async function kindsIn(log: ActivityLog, gatewayUrl = GATEWAY): Promise<readonly string[]> {
  return (await entriesIn(log, gatewayUrl)).map(({ kind }) => kind);
}

function refused(): Promise<never> {
  return Promise.reject(new DOMException("", "SecurityError"));
}

beforeEach(() => {
  for (const [name, value] of Object.entries(fakeIndexedDb)) vi.stubGlobal(name, value);
  vi.stubGlobal("indexedDB", new fakeIndexedDb.IDBFactory());
});

describe.each([
  ["in IndexedDB", () => sharedDatabase(), true],
  ["in memory, where storage is refused", () => refused, false],
])("the record, %s", (_where, opener, isKept) => {
  it("is newest first, and says whether it lasts", async () => {
    const log = new ActivityLog(opener());
    log.record(GATEWAY, seen("a", 1));
    log.record(GATEWAY, approved("a", 2));
    const record = parseRecord(await log.read(GATEWAY));
    expect(record.entries.map(({ kind }) => kind)).toEqual(["request-ended", "request-seen"]);
    expect(record).toMatchObject({ isKept, unreadable: 0 });
  });

  it("keeps each gateway's apart, and clears one only", async () => {
    const log = new ActivityLog(opener());
    log.record(GATEWAY, seen("a"));
    log.record(OTHER, seen("a"));
    expect(await kindsIn(log, OTHER)).toEqual(["request-seen"]);
    await log.clear(GATEWAY);
    expect(await kindsIn(log)).toEqual([]);
    expect(await kindsIn(log, OTHER)).toEqual(["request-seen"]);
  });

  it("writes once what comes twice, and the best that is known", async () => {
    const log = new ActivityLog(opener());
    log.record(GATEWAY, seen("a"));
    log.record(GATEWAY, seen("a", 5));
    log.record(GATEWAY, approved("a"));
    log.record(GATEWAY, approval("a"));
    log.record(GATEWAY, approved("a", 9));
    expect(await kindsIn(log)).toEqual(["write", "request-seen"]);
  });

  it("drops the oldest beyond its bound", async () => {
    const log = new ActivityLog(opener());
    for (let index = 0; index < KEPT_ENTRIES + 30; index += 1)
      log.record(GATEWAY, { kind: "disconnected", atMs: index });
    log.record(OTHER, seen("a"));
    const entries = await entriesIn(log);
    expect(entries.at(0)?.atMs).toBe(KEPT_ENTRIES + 29);
    expect(entries).toHaveLength(KEPT_ENTRIES);
    expect(entries.at(-1)?.atMs).toBe(30);
    expect(await kindsIn(log, OTHER)).toEqual(["request-seen"]);
  }, 30_000);

  it("tells who listens, after what was recorded can be read", async () => {
    const log = new ActivityLog(opener());
    const heard = vi.fn<() => void>();
    const stop = log.onChange(heard);
    log.record(GATEWAY, seen("a"));
    expect(heard).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce());
    expect(await kindsIn(log)).toEqual(["request-seen"]);
    stop();
    log.record(GATEWAY, seen("b"));
    await log.read(GATEWAY);
    expect(heard).toHaveBeenCalledOnce();
  });
});

describe("the record of several tabs", () => {
  it("has a request and its end once", async () => {
    const tabs = [new ActivityLog(sharedDatabase()), new ActivityLog(sharedDatabase())] as const;
    for (const tab of tabs) tab.record(GATEWAY, seen("a"));
    for (const tab of tabs) tab.record(GATEWAY, approved("a"));
    tabs[0].record(GATEWAY, approval("a"));
    await Promise.all(tabs.map((tab) => tab.read(GATEWAY)));
    expect(await kindsIn(tabs[1])).toEqual(["write", "request-seen"]);
  });

  it("lasts", async () => {
    const log = new ActivityLog(sharedDatabase());
    log.record(GATEWAY, seen("a"));
    await log.read(GATEWAY);
    expect(await kindsIn(new ActivityLog(sharedDatabase()))).toEqual(["request-seen"]);
  });
});

describe("the record, when things go wrong", () => {
  it("goes on in memory when the storage fills up, and shows both", async () => {
    const open = sharedDatabase();
    const log = new ActivityLog(open);
    log.record(GATEWAY, seen("a", 1));
    await log.read(GATEWAY);
    const database = await open();
    vi.spyOn(database, "transaction").mockImplementationOnce(() => {
      throw new DOMException("", "QuotaExceededError");
    });
    log.record(GATEWAY, seen("b", 2));
    const record = parseRecord(await log.read(GATEWAY));
    expect(record.entries).toHaveLength(2);
    expect(record.isKept).toBe(false);
  });

  it("counts what it cannot read", async () => {
    const database = await openDatabase();
    const log = new ActivityLog(() => Promise.resolve(database));
    log.record(GATEWAY, seen("a"));
    const { entries } = await log.read(GATEWAY);
    expect(parseRecord({ entries: [...entries, { kind: "later" }, null], isKept: true })).toMatchObject({
      entries: [{ kind: "request-seen" }],
      unreadable: 2,
    });
  });
});
