import { createContext } from "react";

/** Rewrites a command for where this person runs it, such as inside a container. */
export const RewriteCommand = createContext((command: string) => command);
