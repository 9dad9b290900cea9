import { useState } from "react";
import { NodeNextSteps } from "./node-next-steps.tsx";
import type { useDecision } from "#data/approvals.ts";
import { deviceIn, type useRemoveDevice } from "#data/device-writes.ts";
import type { PairedDevice } from "#domain/device.ts";
import type { WiderGrant } from "#domain/grant.ts";
import { shownName } from "#domain/names.ts";
import { explainRequestError } from "#domain/recovery/explain.ts";
import { describeRole, describeScope } from "#domain/scopes.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { RequestFailure } from "#ui/request-failure.tsx";

interface ReviewOutcomeProps {
  readonly decision: ReturnType<typeof useDecision>;
  /** For a device that got more than was shown. */
  readonly removal: ReturnType<typeof useRemoveDevice>;
}

/** What is said where no answer came, and the device has not got what was shown. */
const UNKNOWN_ENDINGS = {
  "still-waiting": {
    tone: "warn",
    title: "Not decided",
    text: "No answer came from the gateway, and the request still waits. Close this and review it again.",
  },
  gone: {
    tone: "warn",
    title: "Outcome unknown",
    text: "No answer came from the gateway. The request is gone, and the device is not paired with what was shown: it was rejected, or it ended by itself. Look at the paired devices.",
  },
  unreadable: {
    tone: "danger",
    title: "Outcome unknown",
    text: "No answer came from the gateway, and the gateway cannot be asked now. Look at the list when the page is connected again. Nothing is sent a second time.",
  },
} as const;

/** What became of the click, as the gateway says it. */
export function ReviewOutcome({ decision, removal }: ReviewOutcomeProps) {
  if (decision.error) return <RequestFailure explanation={explainRequestError(decision.error)} />;
  const outcome = decision.result;
  const request = decision.input?.reviewed.request;
  const nextSteps = request?.roles.includes("node") && <NodeNextSteps deviceId={request.deviceId} />;
  switch (outcome?.kind) {
    case undefined:
    // What changed is shown by the dialog itself, from the list that has just been read.
    case "changed":
      return null;
    case "rejected":
      return (
        <Notice tone="neutral" role="status" title="Rejected">
          The device was not let in. It may ask again.
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
      return isAnswered ? (
        <Notice tone="good" role="status" title={`Approved: ${shownName(device).safe.plain}`}>
          {nextSteps ? (
            <>
              <p>It is paired with exactly what was shown.</p>
              {nextSteps}
            </>
          ) : (
            "It is paired with exactly what was shown, and comes in when it next tries to connect."
          )}
        </Notice>
      ) : (
        <Notice tone="good" role="alert" title="Approved">
          <p>No answer came from the gateway, but the device is paired with what was shown.</p>
          {nextSteps}
        </Notice>
      );
    }
  }
}

interface UnwantedProps {
  readonly device: PairedDevice;
  /** Rights beyond what was on the screen: an old gateway widened the request at the last moment. */
  readonly wider: WiderGrant | null;
  /** The click was on Reject, and somebody else approved. */
  readonly isRejected: boolean;
  readonly removal: ReviewOutcomeProps["removal"];
}

/** The device is paired, and not as the person wanted: it can be removed here. */
function Unwanted({ device, wider, isRejected, removal }: UnwantedProps) {
  const [isKept, setKept] = useState(false);
  const removed = removal.result;
  if (removed && (removed.list ? deviceIn(removed.list, device.deviceId) : !removed.isAnswered)) {
    return (
      <Notice tone="danger" role="alert" title="It may still be paired">
        The gateway did not confirm the removal. Look at the paired devices, and remove it there.
      </Notice>
    );
  }
  if (removed) {
    return (
      <Notice tone="neutral" role="status" title="Removed">
        The device is no longer paired. On older gateways a session that it had opened meanwhile stays open
        until the gateway is restarted.
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
          ? "No answer came from the gateway. Somebody else approved the request. "
          : "The request was widened at the very moment of the approval. "}
        {wider ? (
          <>
            Beyond what was on the screen it now has: <strong>{rightsOf(wider).join(", ")}</strong>.
          </>
        ) : (
          "The device is paired with what was shown."
        )}
      </Notice>
      {removal.error && <RequestFailure explanation={explainRequestError(removal.error)} />}
    </>
  );
}

function rightsOf({ roles, scopes }: WiderGrant): string[] {
  return [
    ...roles.map((role) => describeRole(role).value),
    ...scopes.map((scope) => describeScope(scope).value),
  ];
}
