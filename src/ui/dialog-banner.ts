import { createContext, type ReactNode } from "react";

/** Stands at the top of every dialog inside, where it cannot be overlooked. */
export const DialogBanner = createContext<ReactNode>(null);
