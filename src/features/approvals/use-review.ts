import { useState } from "react";
import { useSearchParams } from "react-router";
import { reviewOf, type ReviewedRequest } from "#data/approvals.ts";
import type { DeviceList } from "#gateway/messages.ts";

const PARAMETER = "review";

/** The review that is open, however it was opened. */
interface Review {
  readonly reviewed: ReviewedRequest | null;
  readonly open: (reviewed: ReviewedRequest) => void;
  /** Closes the dialog or the notice, and takes the request out of the address. */
  readonly close: () => void;
  /** The address names a request that is not waiting any more. */
  readonly isGone: boolean;
}

/** Opens a review by a click in the table, or by `?review=<requestId>`, which is how a notification leads to it. */
export function useReview(list: DeviceList): Review {
  const [parameters, setParameters] = useSearchParams();
  const [reviewed, setReviewed] = useState<ReviewedRequest | null>(null);
  /** What the address asked for and got, so that closing does not open it again before the address has changed. */
  const [handledId, setHandledId] = useState<string | null>(null);
  const wantedId = parameters.get(PARAMETER);
  const wanted = list.pending.find(({ requestId }) => requestId === wantedId);

  if (wantedId !== handledId && (wantedId === null || wanted)) {
    setHandledId(wantedId);
    if (wanted) setReviewed(reviewOf(wanted, list));
  }

  return {
    reviewed,
    open: setReviewed,
    close: () => {
      setReviewed(null);
      if (wantedId === null) return;
      setHandledId(wantedId);
      setParameters(
        (current) => {
          current.delete(PARAMETER);
          return current;
        },
        { replace: true },
      );
    },
    isGone: wantedId !== null && wanted === undefined && handledId !== wantedId,
  };
}
