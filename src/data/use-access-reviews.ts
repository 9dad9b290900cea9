import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { accessReviews, type KeptReviews } from "./access-reviews.ts";
import { useGateway } from "./gateway.ts";
import type { AccessReview } from "#domain/review/access-review.ts";

function reviewsOptions(gatewayUrl: string) {
  return queryOptions({
    queryKey: ["access-reviews", gatewayUrl],
    queryFn: () => accessReviews.read(gatewayUrl),
    // Other tabs write to them, too.
    staleTime: 0,
    refetchOnWindowFocus: true,
    structuralSharing: false,
  });
}

/** This gateway's reviews: the open one, and the records of finished ones, newest first. Undefined until they are read. */
export function useAccessReviews() {
  const { data } = useQuery(reviewsOptions(useGateway().url));
  if (!data) return undefined;
  return {
    open: data.reviews.find(({ finished }) => finished === null),
    records: data.reviews.filter(({ finished }) => finished !== null),
    isKept: data.isKept,
  };
}

/** Changes a review of this gateway: on the screen at once, and then where it is kept. */
export function useChangeReview() {
  const { url } = useGateway();
  const queryClient = useQueryClient();
  return useCallback(
    async (id: string, change: (before: AccessReview | undefined) => AccessReview | null) => {
      const { queryKey } = reviewsOptions(url);
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData<KeptReviews>(queryKey, (before) => {
        if (!before) return before;
        const after = change(before.reviews.find((review) => review.id === id));
        const others = before.reviews.filter((review) => review.id !== id);
        return { ...before, reviews: after ? [after, ...others] : others };
      });
      await accessReviews.change(url, id, change);
    },
    [url, queryClient],
  );
}
