import { useState } from "react";
import { NodeSteps } from "#components/node-progress.tsx";
import type { useDecision } from "#data/approvals.ts";
import { deviceIn, type useRemoveDevice } from "#data/device-writes.ts";
import type { PairedDevice } from "#domain/device.ts";
import type { WiderGrant } from "#domain/grant.ts";
import { shownName } from "#domain/names.ts";
import { describeRole, describeScope } from "#domain/scopes.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";
import { RequestFailure } from "#components/request-failure.tsx";

const EndAccessForm = loadOnDemand(() => import("#components/end-access-form.tsx"), "EndAccessForm");

interface ReviewOutcomeProps {
  readonly decision: ReturnType<typeof useDecision>;
  /** Removes a device that got more access than was shown. */
  readonly removal: ReturnType<typeof useRemoveDevice>;
  readonly onClose: () => void;
}

/** For a missing answer where the device did not get what was shown. */
const UNKNOWN_ENDINGS = {
  "still-waiting": {
    tone: "warn",
    title: "Not decided",
    text: "The gateway did not answer, and the request is still waiting. Close this dialog and review it again.",
  },
  gone: {
    tone: "warn",
    title: "Outcome unknown",
    text: "The gateway did not answer. The request is gone, and the device is not paired with what was shown: the request was rejected or has expired. Check the paired devices.",
  },
  unreadable: {
    tone: "danger",
    title: "Outcome unknown",
    text: "The gateway did not answer, and this page cannot check the list now. Check it when the page is connected again. This page does not send the request again.",
  },
} as const;

/** The result of the decision. */
export function ReviewOutcome({ decision, removal, onClose }: ReviewOutcomeProps) {
  if (decision.error) return <RequestFailure error={decision.error} />;
  const outcome = decision.result;
  const request = decision.input?.reviewed.request;
  const isNode = request?.roles.includes("node") ?? false;
  switch (outcome?.kind) {
    case undefined:
    // The dialog itself shows what changed.
    case "changed":
      return null;
    case "rejected":
      return (
        <Notice tone="neutral" role="status" title="Rejected">
          The device did not get access. It may ask again.
        </Notice>
      );
    case "still-waiting":
    case "gone":
    case "unreadable": {
      const { tone, title, text } = UNKNOWN_ENDINGS[outcome.kind];
      return (
        <Notice tone={tone} role="alert" title={title}>
          {text}
        </Notice>
      );
    }
    case "approved": {
      const { device, wider, isAnswered } = outcome;
      const isRejected = decision.input?.verdict === "reject";
      if (wider || isRejected) {
        return <Unwanted device={device} wider={wider} isRejected={isRejected} removal={removal} />;
      }
      return (
        <>
          {isAnswered ? (
            <Notice tone="good" role="status" title={`Approved: ${shownName(device).safe.plain}`}>
              It is paired with exactly what was shown
              {isNode ? "." : ", and connects the next time it tries."}
            </Notice>
          ) : (
            <Notice tone="good" role="alert" title="Approved">
              The gateway did not answer, but the device is paired with what was shown.
            </Notice>
          )}
          {isNode && <NodeSteps deviceId={device.deviceId} onLeave={onClose} />}
          <EndAccess device={device} />
        </>
      );
    }
  }
}

/** For a guest's phone: the day on which its access is to end. */
function EndAccess({ device }: { readonly device: PairedDevice }) {
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) return <Button onClick={() => setOpen(true)}>End access on…</Button>;
  return (
    <OnDemand what="The form" onClose={() => setOpen(false)}>
      <EndAccessForm device={device} />
    </OnDemand>
  );
}

interface UnwantedProps {
  readonly device: PairedDevice;
  /** Access beyond what was shown: old gateways can extend a request while it is being approved. */
  readonly wider: WiderGrant | null;
  /** This person rejected it, and somebody else approved it. */
  readonly isRejected: boolean;
  readonly removal: ReviewOutcomeProps["removal"];
}

/** The device is paired against this person's decision. It can be removed here. */
function Unwanted({ device, wider, isRejected, removal }: UnwantedProps) {
  const [isKept, setKept] = useState(false);
  const removed = removal.result;
  if (removed && (removed.list ? deviceIn(removed.list, device.deviceId) : !removed.isAnswered)) {
    return (
      <Notice tone="danger" role="alert" title="It may still be paired">
        The gateway did not confirm the removal. Check the paired devices and remove it there.
      </Notice>
    );
  }
  if (removed) {
    return (
      <Notice tone="neutral" role="status" title="Removed">
        The device is no longer paired. On older gateways a session that it opened meanwhile stays open until
        the gateway restarts.
      </Notice>
    );
  }
  const title = wider ? "the device got more than was shown to you" : "it was approved";
  return (
    <>
      <Notice
        tone="danger"
        role="alert"
        title={isRejected ? `Not rejected: ${title}` : "The device got more than was shown to you"}
        actions={
          !isKept && (
            <>
              <Button
                variant="danger"
                disabled={removal.isRunning}
                onClick={() => void removal.run(device.deviceId)}
              >
                {removal.isRunning ? "Removing…" : "Remove device now"}
              </Button>
              <Button onClick={() => setKept(true)}>Keep it</Button>
            </>
          )
        }
      >
        {isRejected
          ? "The gateway did not answer. Somebody else approved the request. "
          : "The request was extended just as you approved it. "}
        {wider ? (
          <>
            In addition to what was shown, it now has: <strong>{rightsOf(wider).join(", ")}</strong>.
          </>
        ) : (
          "The device is paired with what was shown."
        )}
      </Notice>
      {removal.error && <RequestFailure error={removal.error} />}
    </>
  );
}

function rightsOf({ roles, scopes }: WiderGrant): string[] {
  return [
    ...roles.map((role) => describeRole(role).value),
    ...scopes.map((scope) => describeScope(scope).value),
  ];
}
