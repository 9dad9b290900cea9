import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import { reviewOf, type ReviewedRequest } from "#data/approvals.ts";
import { useDialogPlace } from "#data/device-dialog.ts";
import type { DeviceList } from "#gateway/messages.ts";

const PARAMETER = "review";

/** The request that the address asks to review, by `?review=<requestId>`, which is how a notification leads to it. */
export function useReviewAddress() {
  const [parameters, setParameters] = useSearchParams();
  const wantedId = parameters.get(PARAMETER);
  return {
    wantedId,
    /** Takes the request out of the address, if it is there. */
    leave: (requestId: string) => {
      if (requestId !== wantedId) return;
      setParameters(
        (current) => {
          current.delete(PARAMETER);
          return current;
        },
        { replace: true },
      );
    },
  };
}

interface HandledReview {
  readonly id: string | null;
  readonly reviewed: ReviewedRequest | null;
}

/**
 * Opens the review that the address asks for, once no other dialog is open.
 * @returns how to take a request out of the address that is not waiting any more; null where it asks for none such
 */
export function useAddressedReview(list: DeviceList): (() => void) | null {
  const { wantedId, leave } = useReviewAddress();
  const { open, dialog } = useDialogPlace();
  /** What the address asked for and got, so that closing does not open it again before the address has changed. */
  const [handled, setHandled] = useState<HandledReview>({ id: null, reviewed: null });
  const wanted = list.pending.find(({ requestId }) => requestId === wantedId);
  const isNew = wantedId !== handled.id;
  const isOpenAlready = dialog?.kind === "review" && dialog.reviewed.request.requestId === wantedId;
  if (isNew && (wantedId === null || isOpenAlready)) setHandled({ id: wantedId, reviewed: null });
  else if (isNew && wanted && !dialog) setHandled({ id: wantedId, reviewed: reviewOf(wanted, list) });

  const { reviewed } = handled;
  useEffect(() => {
    if (reviewed) open({ kind: "review", reviewed });
  }, [reviewed, open]);

  return isNew && wantedId !== null && !wanted ? () => leave(wantedId) : null;
}
