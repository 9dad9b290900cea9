import { preference } from "./preference.ts";

/** Whether this browser has ever begun a review: most have not, and load nothing about it. */
export const wasReviewed = preference("gatehouse.reviewed", (text) => text !== null);
