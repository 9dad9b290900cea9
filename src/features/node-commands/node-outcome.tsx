import { NodeSteps } from "#components/node-progress.tsx";
import type { useRemoveNodeRole } from "#data/device-writes.ts";
import type { useNodeDecision } from "#data/node-approvals.ts";
import { useHello } from "#data/session.ts";
import { describeCommand } from "#domain/node-commands.ts";
import type { NodeSurface } from "#domain/node-request.ts";
import { safeText, type SafeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { RequestFailure } from "#components/request-failure.tsx";

/** What is said where no answer came, and the node has not got what was shown. */
const UNKNOWN_ENDINGS = {
  "still-waiting": {
    tone: "warn",
    title: "Not decided",
    text: "No answer came from the gateway, and the request still waits. Close this and review it again.",
  },
  gone: {
    tone: "warn",
    title: "Outcome unknown",
    text: "No answer came from the gateway. The request is gone, and what was shown is not approved: it was rejected, or the node has asked for something else.",
  },
  unreadable: {
    tone: "danger",
    title: "Outcome unknown",
    text: "No answer came from the gateway, and the gateway cannot be asked now. Look at the list when the page is connected again. Nothing is sent a second time.",
  },
} as const;

interface NodeOutcomeProps {
  readonly decision: ReturnType<typeof useNodeDecision>;
  readonly name: SafeText;
  readonly removal: ReturnType<typeof useRemoveNodeRole>;
}

/** What became of the click, as the gateway says it. */
export function NodeOutcome({ decision, name, removal }: NodeOutcomeProps) {
  if (decision.error) return <RequestFailure error={decision.error} />;
  const outcome = decision.result;
  switch (outcome?.kind) {
    case undefined:
    // What changed is shown by the dialog itself, from the list that has just been read.
    case "changed":
      return null;
    case "rejected":
      return (
        <Notice tone="neutral" role="status" title="Rejected">
          Agents cannot use what was asked for. What was approved before stays. The node asks again when it
          next connects.
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
      const isRejected = decision.input?.verdict === "reject";
      const nodeId = decision.input?.reviewed.request.deviceId ?? "";
      if (outcome.wider || isRejected) {
        return <Unwanted nodeId={nodeId} wider={outcome.wider} isRejected={isRejected} removal={removal} />;
      }
      return (
        <>
          <Notice
            tone="good"
            role={outcome.isAnswered ? "status" : "alert"}
            title={`Approved: ${name.plain}`}
          >
            {outcome.isAnswered
              ? "Exactly what was shown. If the node is connected, agents can use its commands from now on; it need not be restarted."
              : "No answer came from the gateway, but exactly what was shown is approved."}
          </Notice>
          <NodeSteps deviceId={nodeId} />
        </>
      );
    }
  }
}

interface UnwantedProps {
  readonly nodeId: string;
  readonly wider: NodeSurface | null;
  /** The click was on Reject, and somebody else approved. */
  readonly isRejected: boolean;
  readonly removal: NodeOutcomeProps["removal"];
}

/** Something is approved that the person did not want: the node role can be taken away here. */
function Unwanted({ nodeId, wider, isRejected, removal }: UnwantedProps) {
  const canRemove = useHello()?.methods.includes("node.pair.remove") ?? false;
  if (removal.result) {
    return (
      <Notice tone="neutral" role="status" title={removal.result.isAnswered ? "Removed" : "Outcome unknown"}>
        {removal.result.isAnswered
          ? "It is no longer a node of this gateway."
          : "The gateway did not confirm it. Look at the paired devices."}
      </Notice>
    );
  }
  const words = wider && [
    ...wider.commands.map((command) => {
      const { title, value } = describeCommand(command);
      return `${title} (${value})`;
    }),
    ...[...wider.capabilities, ...wider.permissions].map((word) => safeText(word, 40).plain),
  ];
  return (
    <>
      <Notice
        tone="danger"
        role="alert"
        title={isRejected ? "Not rejected: it was approved" : "More was approved than was shown to you"}
        actions={
          canRemove && (
            <Button variant="danger" disabled={removal.isRunning} onClick={() => void removal.run(nodeId)}>
              {removal.isRunning ? "Removing…" : "Remove node role now"}
            </Button>
          )
        }
      >
        {isRejected && "No answer came from the gateway. Somebody else approved the request. "}
        {words && (
          <>
            Beyond what was on the screen: <strong>{words.join(", ")}</strong>.
          </>
        )}
      </Notice>
      {removal.error && <RequestFailure error={removal.error} />}
    </>
  );
}
