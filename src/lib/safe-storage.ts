export type SafeStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * A browser's storage that never throws. What the browser refuses to store (blocked cookies, a full disk) is kept in
 * memory until the page is closed.
 * @param open gets the storage, which throws where cookies are blocked
 */
export function safeStorage(open: () => Storage): SafeStorage {
  const unstored = new Map<string, string>();
  return {
    getItem: (key) => {
      const held = unstored.get(key);
      if (held !== undefined) return held;
      try {
        return open().getItem(key);
      } catch {
        return null;
      }
    },
    setItem: (key, value) => {
      unstored.delete(key);
      try {
        open().setItem(key, value);
      } catch {
        unstored.set(key, value);
      }
    },
    removeItem: (key) => {
      unstored.delete(key);
      try {
        open().removeItem(key);
      } catch {
        // Then nothing is stored there either.
      }
    },
  };
}

/** Outlives the page, and is shared by its tabs. */
export const localStore = safeStorage(() => localStorage);
/** Lives as long as this tab. */
export const tabStore = safeStorage(() => sessionStorage);
