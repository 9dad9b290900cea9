import * as fakeIndexedDb from "fake-indexeddb";
import { openDB } from "idb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openDatabase, sharedDatabase } from "./database.ts";

const TOKEN = { token: "t", scopes: ["operator.read"] };

/** The first version of this page, which does not make way. */
function openFirstVersion() {
  return openDB("gatehouse", 1, {
    upgrade(database) {
      database.createObjectStore("identity");
      database.createObjectStore("device-tokens");
    },
  });
}

describe("the database", () => {
  beforeEach(() => {
    for (const [name, value] of Object.entries(fakeIndexedDb)) vi.stubGlobal(name, value);
    vi.stubGlobal("indexedDB", new fakeIndexedDb.IDBFactory());
  });

  it("keeps what the first version stored", async () => {
    const first = await openFirstVersion();
    await first.put("device-tokens", TOKEN, "key");
    await first.put("identity", { displayName: "Firefox" }, "this-browser");
    first.close();
    const database = await openDatabase();
    expect(await database.get("device-tokens", "key")).toEqual(TOKEN);
    expect(await database.get("identity", "this-browser")).toEqual({ displayName: "Firefox" });
    expect([...database.objectStoreNames]).toEqual(expect.arrayContaining(["activity", "reviews"]));
  });

  it("says what to do about a tab of the first version, and works once that is closed", async () => {
    const first = await openFirstVersion();
    const open = sharedDatabase();
    await expect(open()).rejects.toThrow(/Another tab has an older version/);
    first.close();
    const database = await open();
    await database.put("device-tokens", TOKEN, "key");
    expect(await database.get("device-tokens", "key")).toEqual(TOKEN);
  });

  it("is opened once for all who ask", async () => {
    const open = sharedDatabase();
    const [one, other] = await Promise.all([open(), open()]);
    expect(one).toBe(other);
  });

  it("makes way for a newer version, and works on beside it", async () => {
    const open = sharedDatabase();
    await (await open()).put("device-tokens", TOKEN, "key");
    const newer = await openDB("gatehouse", 99, {
      upgrade: (database) => void database.createObjectStore("later"),
    });
    const reopened = await open();
    expect(reopened.version).toBe(99);
    expect(await reopened.get("device-tokens", "key")).toEqual(TOKEN);
    newer.close();
  });

  it("is given up where the browser neither opens it nor refuses, and can be opened later", async () => {
    vi.useFakeTimers();
    const open = sharedDatabase();
    const hanging = vi.spyOn(indexedDB, "open").mockImplementationOnce(() => new IDBOpenDBRequest());
    await Promise.all([
      expect(open()).rejects.toThrow(/^This browser does not open its storage/),
      vi.advanceTimersByTimeAsync(10_000),
    ]);
    vi.useRealTimers();
    hanging.mockRestore();
    await expect(open()).resolves.toMatchObject({ version: 3 });
  });

  it("is opened again after a refusal", async () => {
    const open = sharedDatabase();
    const refusal = vi.spyOn(indexedDB, "open").mockImplementationOnce(() => {
      throw new DOMException("no storage here", "SecurityError");
    });
    await expect(open()).rejects.toThrow(/^This browser refuses its storage.*no storage here/);
    refusal.mockRestore();
    await expect(open()).resolves.toMatchObject({ version: 3 });
  });
});
