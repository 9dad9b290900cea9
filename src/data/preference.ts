import { localStore } from "#lib/safe-storage.ts";

/** A choice of this person, kept in this browser and shared by its tabs. */
export interface Preference<Value> {
  /** Never throws; the same object as long as nothing changes. */
  readonly read: () => Value;
  /** Keeps a new text, or none. Where the browser refuses to store it, it holds until the page is closed. */
  readonly write: (text: string | null) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * A preference in localStorage.
 * @param parse what the stored text means; null where nothing is stored. Must not throw: anybody may have written it
 */
export function preference<Value>(key: string, parse: (text: string | null) => Value): Preference<Value> {
  const listeners = new Set<() => void>();
  let parsed: { readonly text: string | null; readonly value: Value } | undefined;

  return {
    read: () => {
      const text = localStore.getItem(key);
      if (!parsed || parsed.text !== text) parsed = { text, value: parse(text) };
      return parsed.value;
    },
    write: (text) => {
      if (text === null) localStore.removeItem(key);
      else localStore.setItem(key, text);
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      window.addEventListener("storage", listener);
      return () => {
        listeners.delete(listener);
        window.removeEventListener("storage", listener);
      };
    },
  };
}
