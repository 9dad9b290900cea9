import { preference } from "./preference.ts";

/** What is kept of access that ends; null in most browsers, which then load nothing about it. */
export const accessEndsText = preference("gatehouse.access-ends", (text) => text);
