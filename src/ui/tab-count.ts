import { createContext } from "react";

/** How many things wait for a decision, for the title of every page; 0 for none. */
export const TabCount = createContext(0);
