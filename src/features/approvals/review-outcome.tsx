import { useState } from "react";
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

const UNKNOWN_ENDINGS = {
  approved: {
    tone: "good",
    title: "Approved",
    text: "No answer came from the gateway, but the device is paired with what was shown.",
  },
  /** After a click on Reject. */
  "approved-elsewhere": {
    tone: "danger",
    title: "Not rejected: it was approved",
    text: "No answer came from the gateway. Somebody else approved the request: the device is paired with what was shown. Remove it, if it is not to be let in.",
  },
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
    case "unknown": {
      const isAgainst = outcome.now === "approved" && decision.input?.verdict === "reject";
      const ending = UNKNOWN_ENDINGS[isAgainst ? "approved-elsewhere" : outcome.now];
      return (
        <Notice tone={ending.tone} role="alert" title={ending.title}>
          {ending.text}
        </Notice>
      );
    }
    case "approved":
      return outcome.wider ? (
        <WiderThanShown device={outcome.device} wider={outcome.wider} removal={removal} />
      ) : (
        <Notice tone="good" role="status" title={`Approved: ${shownName(outcome.device).safe.plain}`}>
          It is paired with exactly what was shown, and comes in when it next tries to connect.
        </Notice>
      );
  }
}

/** The gateway granted more than was on the screen: an old gateway widened the request at the last moment. */
function WiderThanShown({
  device,
  wider,
  removal,
}: {
  readonly device: PairedDevice;
  readonly wider: WiderGrant;
  readonly removal: ReviewOutcomeProps["removal"];
}) {
  const [isKept, setKept] = useState(false);
  const extra = [
    ...wider.roles.map((role) => describeRole(role).value),
    ...wider.scopes.map((scope) => describeScope(scope).value),
  ];
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
  return (
    <>
      <Notice
        tone="danger"
        role="alert"
        title="The device got more than was shown to you"
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
        The request was widened at the very moment of the approval. Beyond what was on the screen it now has:{" "}
        <strong>{extra.join(", ")}</strong>.
      </Notice>
      {removal.error && <RequestFailure explanation={explainRequestError(removal.error)} />}
    </>
  );
}
