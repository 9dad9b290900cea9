import { loadOnDemand } from "#ui/on-demand.tsx";

// All that belongs to access reviews, behind one file: the first load has the name of every file that it can ask for.

export const ReviewPage = loadOnDemand(() => import("./review-page.tsx"), "default");
export const DueAccess = loadOnDemand(() => import("#features/access-end/due-access.tsx"), "DueAccess");
export const LastReview = loadOnDemand(() => import("#features/access-review/last-review.tsx"), "LastReview");
