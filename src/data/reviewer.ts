import { localStore } from "#lib/safe-storage.ts";

const KEY = "gatehouse.reviewer";

/** The name that the last reviewer in this browser gave; "" before the first. */
export function readReviewer(): string {
  return (localStore.getItem(KEY) ?? "").slice(0, 100);
}

export function rememberReviewer(name: string): void {
  localStore.setItem(KEY, name);
}
