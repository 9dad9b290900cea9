import { lazy } from "react";

const load = () => import("./review-dialog.tsx");

/** The review dialog, loaded when the first page is on the screen, so that it opens without a wait. */
export const ReviewDialog = lazy(() => load().then((module) => ({ default: module.ReviewDialog })));

/** Loads the dialog's code ahead of the first click. */
export function preloadReviewDialog(): void {
  void load();
}
