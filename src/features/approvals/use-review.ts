import { useCallback, useEffect, useRef } from "react";
import { useSearchParams } from "react-router";
import { reviewOf } from "#data/approvals.ts";
import { useOpenDialog } from "#data/device-dialog.ts";
import type { PairingRequest } from "#domain/device.ts";
import type { DeviceList } from "#gateway/messages.ts";

const PARAMETER = "review";

/** The request that the address asks to review (`?review=<requestId>`), as links and notifications do. */
export function useReviewAddress() {
  const [parameters, setParameters] = useSearchParams();
  const wantedId = parameters.get(PARAMETER);
  return {
    wantedId,
    /** Removes the request from the address. */
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

/** Opens the review of a request of `list`. Returns a stable function. */
export function useOpenReview(list: DeviceList): (request: PairingRequest) => void {
  const open = useOpenDialog();
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  }, [list]);
  return useCallback(
    (request: PairingRequest) => open({ kind: "review", reviewed: reviewOf(request, latest.current) }),
    [open],
  );
}
