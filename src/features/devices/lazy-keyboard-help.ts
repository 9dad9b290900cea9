import { loadOnDemand } from "#ui/on-demand.tsx";

/** The list of keys, on demand. */
export const KeyboardHelp = loadOnDemand(() =>
  import("./keyboard-help.tsx").then((module) => module.KeyboardHelp),
);
