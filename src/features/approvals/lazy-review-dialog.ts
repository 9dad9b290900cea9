import { lazy } from "react";

const load = () => import("./review-dialog.tsx");

/** The review dialog, on demand: the first screen does not need it. */
export const ReviewDialog = lazy(() => load().then((module) => ({ default: module.ReviewDialog })));

/** Loads the dialog's code when a click is near, so that it opens without a wait. */
export function preloadReviewDialog(): void {
  void load();
}
