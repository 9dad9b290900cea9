import { createContext } from "react";

/** Turns a command into the one that this person has to type; set once around all pages. */
export const RewriteCommand = createContext((command: string) => command);
