import { useEffect, useMemo, useRef, useState } from "react";
import { ReviewGrant } from "./review-grant.tsx";
import { ReviewIdentity } from "./review-identity.tsx";
import { ReviewChanges } from "./review-changes.tsx";
import { ReviewCommands } from "./review-commands.tsx";
import { ReviewOutcome } from "./review-outcome.tsx";
import { useKeyMatch } from "./use-key-match.ts";
import { useRequestWarnings } from "./use-request-warnings.ts";
import { useReviewAddress } from "./use-review.ts";
import { differencesTo, reviewOf, useDecision, type ReviewedRequest } from "#data/approvals.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { deviceIn, useRemoveDevice } from "#data/device-writes.ts";
import { useHello } from "#data/session.ts";
import { devicesCommand } from "#domain/cli.ts";
import { clientKind } from "#domain/client-kinds.ts";
import { shownName } from "#domain/names.ts";
import { needsAcknowledgement, riskBanner, TIER_TONES } from "#domain/risk.ts";
import { Button } from "#ui/button.tsx";
import { Check } from "#ui/check.tsx";
import { CopyCommand } from "#components/copy-command.tsx";
import { DeviceIcon } from "#components/device-icon.tsx";
import { Dialog, DialogClose, holdWhile } from "#ui/dialog.tsx";
import { HostileText } from "#ui/hostile-text.tsx";
import { NotConnected } from "#components/not-connected.tsx";
import { Notice } from "#ui/notice.tsx";
import { TimeLeft } from "#components/time-left.tsx";

interface ReviewDialogProps {
  /** The request as it was when the dialog was opened. */
  readonly opened: ReviewedRequest;
  readonly onClose: () => void;
}

/** The decision on a request: who asks, what they would be able to do, and how that differs from today. */
export function ReviewDialog({ opened, onClose }: ReviewDialogProps) {
  const [reviewed, setReviewed] = useState(opened);
  const { request, paired, grant } = reviewed;
  const { clockDifferenceMs } = useConnectionSnapshot();
  const hello = useHello();
  // The current list, to notice when the request is no longer what was shown.
  const list = useDeviceList().data;
  const pairedNow = deviceIn(list ?? null, request.deviceId);
  const warnings = useRequestWarnings(list)(request, pairedNow, useKeyMatch(request));
  const address = useReviewAddress();
  const decision = useDecision();
  const removal = useRemoveDevice();
  const [isUnderstood, setUnderstood] = useState(false);
  const outcome = useRef<HTMLDivElement>(null);
  const { isRunning, result } = decision;
  const isFrozen = hello === null;
  const isDecided = result !== undefined && result.kind !== "changed";
  const differences = useMemo(() => {
    if (isDecided || isRunning || !list) return [];
    const live = differencesTo(reviewed, list);
    return live.length === 0 && result?.kind === "changed" ? result.differences : live;
  }, [isDecided, isRunning, result, reviewed, list]);
  const isChanged = differences.length > 0;
  const methods = hello?.methods ?? [];
  const acknowledgement = needsAcknowledgement(grant.effectiveRoles, grant.effectiveScopes, methods);
  const banner = riskBanner(grant.effectiveRoles, grant.effectiveScopes, methods);
  const hasResult = result !== undefined || decision.error !== null;
  const isLocked = isFrozen || isRunning || hasResult || isChanged;

  // The button that had the focus is gone.
  useEffect(() => {
    if (hasResult) outcome.current?.focus();
  }, [hasResult]);

  const decide = (verdict: "approve" | "reject") => {
    if (!isLocked) void decision.run({ verdict, reviewed });
  };
  const listed = list?.pending.find(({ requestId }) => requestId === request.requestId);
  const reviewAgain = () => {
    if (!listed || !list) return;
    decision.reset();
    setUnderstood(false);
    setReviewed(reviewOf(listed, list));
  };
  const close = () => {
    address.leave(request.requestId);
    onClose();
  };

  const kind = clientKind(request);
  return (
    <Dialog
      title="Review pairing request"
      subtitle={
        <>
          <HostileText text={shownName(request).safe} /> {askingFor(reviewed)}
        </>
      }
      icon={<DeviceIcon kind={kind.kind} />}
      aside={
        // The listed request has the current time: old gateways renew it whenever the device asks again.
        !isDecided &&
        list &&
        listed && (
          <TimeLeft
            request={listed}
            readAtMs={list.readAtMs}
            clockDifferenceMs={clockDifferenceMs}
            isLive={!isFrozen}
            suffix=" left"
          />
        )
      }
      onClose={close}
      hold={
        holdWhile(isRunning, decision.input?.verdict === "reject" ? "Still rejecting" : "Still approving") ??
        holdWhile(removal.isRunning, "Still removing")
      }
      note={
        acknowledgement !== null &&
        !isDecided && (
          <Check isChecked={isUnderstood} isDisabled={isLocked} onChange={setUnderstood}>
            {acknowledgement}
          </Check>
        )
      }
      footer={
        <>
          <DialogClose>Close</DialogClose>
          {!isDecided && (
            <>
              <CopyCommand command={devicesCommand({ kind: "approve", requestId: request.requestId })} />
              <span className="flex-1" />
              <Button variant="danger" disabled={isLocked} onClick={() => decide("reject")}>
                {isRunning && decision.input?.verdict === "reject" ? "Rejecting…" : "Reject"}
              </Button>
              <Button
                variant="primary"
                disabled={isLocked || (acknowledgement !== null && !isUnderstood)}
                onClick={() => decide("approve")}
              >
                {isRunning && decision.input?.verdict === "approve" ? "Approving…" : "Approve"}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className="space-y-3 px-5 pt-4 sm:px-6">
        <div ref={outcome} tabIndex={-1} className="space-y-3 outline-none empty:hidden">
          {hasResult && <ReviewOutcome decision={decision} removal={removal} onClose={close} />}
          {isChanged && <ReviewChanges differences={differences} onReviewAgain={reviewAgain} />}
        </div>
        {isFrozen && !isDecided && (
          <NotConnected>
            You can decide once the connection is back. The request stays as it was shown.
          </NotConnected>
        )}
        {!isDecided && banner && (
          <Notice
            tone={TIER_TONES[banner.tier]}
            title={
              <>
                {banner.title} <span className="font-normal">{banner.text}</span>
              </>
            }
          />
        )}
        {!isDecided &&
          warnings.map((warning) => (
            <Notice
              key={warning.id}
              tone={
                warning.severity === "danger" ? "danger" : warning.severity === "caution" ? "warn" : "neutral"
              }
              title={warning.title}
            >
              {warning.sentence}
            </Notice>
          ))}
      </div>
      <div className="grid gap-x-8 gap-y-6 px-5 py-5 sm:grid-cols-2 sm:px-6">
        <ReviewIdentity request={request} paired={paired} />
        <ReviewGrant grant={grant} isPaired={paired !== undefined} />
      </div>
      {!isDecided && <ReviewCommands requestId={request.requestId} />}
    </Dialog>
  );
}

function askingFor({ paired, grant }: ReviewedRequest): string {
  if (!paired) return "asks for access for the first time";
  if (grant.isNewKey) return "uses a different key than before";
  return grant.widens ? "asks for more access than it has" : "asks again for the access it has";
}
