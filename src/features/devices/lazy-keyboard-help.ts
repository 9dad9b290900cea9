import { lazy } from "react";

/** The list of keys, on demand. */
export const KeyboardHelp = lazy(() =>
  import("./keyboard-help.tsx").then((module) => ({ default: module.KeyboardHelp })),
);
