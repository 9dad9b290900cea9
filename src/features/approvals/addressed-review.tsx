import { useEffect, useState } from "react";
import { useReviewAddress } from "./use-review.ts";
import { reviewOf, type ReviewedRequest } from "#data/approvals.ts";
import { useDialogPlace, useOpenDialog } from "#data/device-dialog.ts";
import type { DeviceList } from "#gateway/messages.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

interface HandledReview {
  readonly id: string | null;
  readonly reviewed: ReviewedRequest | null;
}

interface AddressedReviewProps {
  readonly list: DeviceList;
  readonly isFrozen: boolean;
}

/** Opens the review that the address asks for, once no other dialog is open, or says that the request is gone. */
export function AddressedReview({ list, isFrozen }: AddressedReviewProps) {
  const { wantedId, leave } = useReviewAddress();
  const { dialog } = useDialogPlace();
  const open = useOpenDialog();
  /** What was opened already, so that it does not open again before the address has changed. */
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

  if (!isNew || wantedId === null || wanted || isFrozen) return null;
  return (
    <div className="mb-6">
      <Notice
        tone="neutral"
        role="status"
        title="That request is no longer waiting"
        actions={<Button onClick={() => leave(wantedId)}>Dismiss</Button>}
      >
        Somebody has decided it, or it has expired. A device that still wants access asks again; a node must
        be restarted first.
      </Notice>
    </div>
  );
}
