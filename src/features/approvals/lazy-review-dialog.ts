import { loadOnDemand } from "#ui/on-demand.tsx";

/** The review dialog, on demand: the first screen does not need it. */
export const ReviewDialog = loadOnDemand(() =>
  import("./review-dialog.tsx").then((module) => module.ReviewDialog),
);
