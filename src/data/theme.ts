import { useSyncExternalStore } from "react";
import { localStore } from "#lib/safe-storage.ts";

/** Which theme the person chose; `system` follows the operating system. */
export type Theme = "system" | "light" | "dark";

export const THEMES: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: "system", label: "Match system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

const KEY = "gatehouse.theme";
const listeners = new Set<() => void>();

function readTheme(): Theme {
  const stored = document.documentElement.dataset["theme"];
  return stored === "light" || stored === "dark" ? stored : "system";
}

/** Applies and keeps a theme; public/theme.js applies it again before the first paint of the next visit. */
export function chooseTheme(theme: Theme): void {
  if (theme === "system") {
    delete document.documentElement.dataset["theme"];
    localStore.removeItem(KEY);
  } else {
    document.documentElement.dataset["theme"] = theme;
    localStore.setItem(KEY, theme);
  }
  for (const listener of listeners) listener();
}

/** The chosen theme. */
export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, readTheme);
}
