import * as fakeIndexedDb from "fake-indexeddb";
import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { CredentialVault, deviceTokenStore } from "./credentials.ts";
import { openDatabase, type Database } from "./database.ts";
import { MemoryStorage } from "./test-support/memory-storage.ts";

function openVault(tab = new MemoryStorage(), remembered = new MemoryStorage()) {
  return { tab, remembered, vault: new CredentialVault(tab, remembered) };
}

const GATEWAY = "ws://nas:18789";
const NOTHING = { token: undefined, password: undefined };

interface Address {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}

/** Parts of which no two different sets mean the same gateway. */
const parts: fc.Arbitrary<Address> = fc.record({
  scheme: fc.constantFrom("ws", "wss"),
  host: fc.constantFrom("nas", "nas.local", "127.0.0.1", "localhost", "[::1]", "gw.example.com"),
  port: fc.constantFrom("", ":18789", ":18790", ":8443"),
  path: fc.constantFrom("", "/a", "/a/b", "/A", "/b"),
  query: fc.constantFrom("", "?site=1", "?site=2"),
});
const toAddress = ({ scheme, host, port, path, query }: Address) =>
  `${scheme}://${host}${port}${path}${query}`;
const pairs = fc
  .tuple(parts, parts)
  .map(([a, b]) => [toAddress(a), toAddress(b)] as const)
  .filter(([a, b]) => a !== b);
/** Two addresses that differ in one part only. */
const neighbours = fc
  .tuple(parts, parts, fc.constantFrom("scheme", "host", "port", "path", "query"))
  .map(([a, b, part]) => [toAddress(a), toAddress({ ...a, [part]: b[part] })] as const)
  .filter(([a, b]) => a !== b);

describe("CredentialVault", () => {
  it("keeps a shared token in this tab, and a password in memory only", () => {
    const { vault, tab, remembered } = openVault();
    vault.keep(GATEWAY, { token: "s3cret", password: "pa55" }, false);
    expect(vault.read(GATEWAY)).toEqual({ token: "s3cret", password: "pa55" });
    expect(tab.dump()).toContain("s3cret");
    expect(remembered.length).toBe(0);
    expect(tab.dump() + remembered.dump()).not.toContain("pa55");
  });

  it("keeps a shared token beyond the tab where that was chosen, but no password", () => {
    const { vault, tab, remembered } = openVault();
    vault.keep(GATEWAY, { token: "s3cret", password: "pa55" }, true);
    expect(tab.length).toBe(0);
    expect(remembered.dump()).toContain("s3cret");
    expect(remembered.dump()).not.toContain("pa55");
    expect(openVault(new MemoryStorage(), remembered).vault.read(GATEWAY)).toEqual({
      token: "s3cret",
      password: undefined,
    });
  });

  it("is read again by the same tab after a reload", () => {
    const { vault, tab, remembered } = openVault();
    vault.keep(GATEWAY, { token: "s3cret" }, false);
    expect(openVault(tab, remembered).vault.read(GATEWAY).token).toBe("s3cret");
  });

  it.each([
    [true, false],
    [false, true],
    [true, true],
    [false, false],
  ])("holds the last token only (remembered %s, then %s)", (first, second) => {
    const { vault, tab, remembered } = openVault();
    vault.keep(GATEWAY, { token: "old-token" }, first);
    vault.keep(GATEWAY, { token: "new-token" }, second);
    expect(vault.read(GATEWAY).token).toBe("new-token");
    expect(tab.dump() + remembered.dump()).not.toContain("old-token");
  });

  it.each([{}, { token: "" }, { token: undefined, password: "" }])(
    "forgets what %j leaves empty",
    (emptied) => {
      const { vault, tab, remembered } = openVault();
      vault.keep(GATEWAY, { token: "s3cret", password: "pa55" }, true);
      vault.keep(GATEWAY, emptied, true);
      expect(vault.read(GATEWAY)).toEqual(NOTHING);
      expect(tab.length + remembered.length).toBe(0);
    },
  );

  it("forgets a password when only a token is given, and the other way round", () => {
    const { vault } = openVault();
    vault.keep(GATEWAY, { password: "pa55" }, false);
    vault.keep(GATEWAY, { token: "s3cret" }, false);
    expect(vault.read(GATEWAY)).toEqual({ token: "s3cret", password: undefined });
    vault.keep(GATEWAY, { password: "pa55" }, false);
    expect(vault.read(GATEWAY)).toEqual({ token: undefined, password: "pa55" });
  });

  it.each(["ws://nas:18789/", " ws://nas:18789", "WS://NAS:18789", "ws://nas:18789#x"])(
    "knows the gateway by %j as well",
    (address) => {
      const { vault } = openVault();
      vault.keep(GATEWAY, { token: "s3cret" }, false);
      expect(vault.read(address).token).toBe("s3cret");
    },
  );

  it("never hands what one gateway was given to another", () => {
    fc.assert(
      fc.property(fc.oneof(pairs, neighbours), fc.boolean(), ([mine, other], remember) => {
        const { vault } = openVault();
        vault.keep(mine, { token: "s3cret", password: "pa55" }, remember);
        expect(vault.read(other)).toEqual(NOTHING);
        vault.keep(other, { token: "other" }, remember);
        expect(vault.read(mine)).toEqual({ token: "s3cret", password: "pa55" });
      }),
      { numRuns: 500 },
    );
  });
});

describe("deviceTokenStore", () => {
  const key = { clientId: "openclaw-control-ui", deviceId: "d1", role: "operator" };
  const record = { token: "t1", scopes: ["operator.read"] };
  let database: Database;

  beforeEach(async () => {
    for (const [name, value] of Object.entries(fakeIndexedDb)) vi.stubGlobal(name, value);
    vi.stubGlobal("indexedDB", new fakeIndexedDb.IDBFactory());
    database = await openDatabase();
  });

  it("keeps a token across connections to the database, and replaces it", async () => {
    await deviceTokenStore(database, GATEWAY).store({ ...key, ...record });
    const again = deviceTokenStore(await openDatabase(), `${GATEWAY}/`);
    expect(await again.load(key)).toEqual(record);
    await again.store({ ...key, token: "t2", scopes: [] });
    expect(await again.load(key)).toEqual({ token: "t2", scopes: [] });
  });

  it("has none before one was stored, and after it was cleared", async () => {
    const store = deviceTokenStore(database, GATEWAY);
    expect(await store.load(key)).toBeNull();
    await store.store({ ...key, ...record });
    await store.clear(key);
    expect(await store.load(key)).toBeNull();
  });

  it("forgets the token that was refused", async () => {
    const store = deviceTokenStore(database, GATEWAY);
    await store.store({ ...key, ...record });
    expect(await store.forget(key, "t1")).toBe("forgotten");
    expect(await store.load(key)).toBeNull();
    expect(await store.forget(key, "t1")).toBe("forgotten");
  });

  it("keeps a newer token that another tab has stored meanwhile", async () => {
    const store = deviceTokenStore(database, GATEWAY);
    const otherTab = deviceTokenStore(await openDatabase(), GATEWAY);
    await store.store({ ...key, ...record });
    await otherTab.store({ ...key, token: "t2", scopes: [] });
    expect(await store.forget(key, "t1")).toBe("newer-token");
    expect(await store.load(key)).toEqual({ token: "t2", scopes: [] });
  });

  it("never loses a newer token to a tab that forgets at the same moment", async () => {
    const store = deviceTokenStore(database, GATEWAY);
    await store.store({ ...key, ...record });
    await Promise.all([store.store({ ...key, token: "t2", scopes: [] }), store.forget(key, "t1")]);
    expect(await store.load(key)).toEqual({ token: "t2", scopes: [] });
    await Promise.all([store.forget(key, "t2"), store.store({ ...key, token: "t3", scopes: [] })]);
    expect(await store.load(key)).toEqual({ token: "t3", scopes: [] });
  });

  it.each([
    [GATEWAY, { ...key, deviceId: "d2" }],
    [GATEWAY, { ...key, role: "node" }],
    [GATEWAY, { ...key, clientId: "webchat-ui" }],
    ["wss://nas:18789", key],
    ["ws://nas:18790", key],
    ["ws://nas.local:18789", key],
    ["ws://nas:18789/base", key],
  ])("neither reads, clears nor forgets it for %s %j", async (gatewayUrl, otherKey) => {
    const store = deviceTokenStore(database, GATEWAY);
    const other = deviceTokenStore(database, gatewayUrl);
    await store.store({ ...key, ...record });
    expect(await other.load(otherKey)).toBeNull();
    await other.clear(otherKey);
    await other.forget(otherKey, "t1");
    expect(await store.load(key)).toEqual(record);
  });

  it("never mistakes one key for another, whatever the names are made of", async () => {
    // Names that run together under any separator that a careless key might use.
    const pairsOfKeys = fc.constantFrom("|", ",", ":", "/", '"', '","').chain((separator) => {
      const names = fc.constantFrom("", "a", separator, `a${separator}`, `${separator}a`);
      const keys = fc.record({ clientId: names, deviceId: names, role: names });
      return fc.tuple(keys, keys);
    });
    await fc.assert(
      fc.asyncProperty(pairsOfKeys, async ([mine, other]) => {
        fc.pre(JSON.stringify(mine) !== JSON.stringify(other));
        const store = deviceTokenStore(database, GATEWAY);
        await store.store({ ...mine, ...record });
        const found = await store.load(other);
        await store.clear(mine);
        expect(found).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });
});
