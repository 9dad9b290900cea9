import { useSyncExternalStore } from "react";
import type { Preference } from "./preference.ts";

/** The preference as it is now; renders again when it changes, here or in another tab. */
export function usePreference<Value>({ subscribe, read }: Preference<Value>): Value {
  return useSyncExternalStore(subscribe, read);
}
