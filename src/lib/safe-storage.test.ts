import { describe, expect, it } from "vitest";
import { safeStorage } from "./safe-storage.ts";

/** A storage that throws wherever `refused` says so. */
function stubStorage(refused: { open?: boolean; read?: boolean; write?: boolean } = {}) {
  const items = new Map<string, string>();
  const refuse = (isRefused?: boolean) => {
    if (isRefused) throw new DOMException("The operation is insecure.", "SecurityError");
  };
  const storage: Storage = {
    length: 0,
    clear: () => items.clear(),
    key: () => null,
    getItem: (key) => {
      refuse(refused.read);
      return items.get(key) ?? null;
    },
    removeItem: (key) => {
      refuse(refused.write);
      items.delete(key);
    },
    setItem: (key, value) => {
      refuse(refused.write);
      items.set(key, value);
    },
  };
  const open = () => {
    refuse(refused.open);
    return storage;
  };
  return { items, refused, store: safeStorage(open) };
}

describe("safeStorage", () => {
  it("stores where it may", () => {
    const { items, store } = stubStorage();
    store.setItem("a", "1");
    expect([...items]).toEqual([["a", "1"]]);
    expect(store.getItem("a")).toBe("1");
    store.removeItem("a");
    expect(store.getItem("a")).toBeNull();
    expect(items.size).toBe(0);
  });

  it.each([{ open: true }, { read: true, write: true }, { write: true }])(
    "holds in memory where the browser refuses %j, and never throws",
    (refused) => {
      const { store } = stubStorage(refused);
      expect(store.getItem("a")).toBeNull();
      store.setItem("a", "1");
      store.setItem("b", "2");
      store.setItem("a", "3");
      expect([store.getItem("a"), store.getItem("b")]).toEqual(["3", "2"]);
      store.removeItem("a");
      expect([store.getItem("a"), store.getItem("b")]).toEqual([null, "2"]);
    },
  );

  it("gives the newest value when the disk fills up, and when there is room again", () => {
    const { items, refused, store } = stubStorage();
    store.setItem("a", "old");
    refused.write = true;
    store.setItem("a", "new");
    expect(store.getItem("a")).toBe("new");
    refused.write = false;
    store.setItem("a", "newest");
    expect([store.getItem("a"), items.get("a")]).toEqual(["newest", "newest"]);
  });
});
