import { useDeviceName } from "./use-device-name.ts";
import { answeredBy, OUTCOMES } from "./words.ts";
import type { useAnswer } from "#data/command-decisions.ts";
import { alwaysRule, type ApprovalEnd, type CommandApproval } from "#domain/command-approval.ts";
import { Notice } from "#ui/notice.tsx";
import { RequestFailure } from "#components/request-failure.tsx";

interface CommandOutcomeProps {
  readonly approval: CommandApproval;
  readonly answer: ReturnType<typeof useAnswer>;
  /** How the request ended, as far as it was heard. */
  readonly heard: ApprovalEnd | null;
  readonly methods: readonly string[];
}

const DECIDED = {
  "allow-once": { title: "Allowed once", text: "It goes on now. The next time you are asked again." },
  deny: { title: "Denied", text: "The agent is told so." },
} as const;

/** What became of a click, as the gateway says it. */
export function CommandOutcome({ approval, answer, heard, methods }: CommandOutcomeProps) {
  if (answer.error) return <RequestFailure error={answer.error} />;
  const outcome = answer.result;
  switch (outcome?.kind) {
    case undefined:
    // The dialog shows by itself what waits now.
    case "changed":
      return null;
    case "decided": {
      const { decision } = outcome;
      const { title, text } =
        decision === "allow-always"
          ? { title: "Always allowed", text: alwaysRule(approval, methods)?.sentence ?? "" }
          : DECIDED[decision];
      return (
        <Notice tone={decision === "deny" ? "neutral" : "good"} role="status" title={title}>
          {text}
        </Notice>
      );
    }
    case "late":
      return <Ended end={outcome.end ?? heard} isLate />;
    case "unknown":
      return (
        <Notice tone="danger" role="alert" title={outcome.waits ? "Not decided" : "Outcome unknown"}>
          {outcome.waits
            ? "No answer came from the gateway, and the request still waits. Close this and review it again."
            : "No answer came from the gateway, and it does not say what became of the request. Nothing is sent a second time."}
        </Notice>
      );
  }
}

interface EndedProps {
  /** Null where the gateway does not say how. */
  readonly end: ApprovalEnd | null;
  /** The person had answered. */
  readonly isLate?: boolean;
}

/** The request has ended without this page. */
export function Ended({ end, isLate = false }: EndedProps) {
  const nameOf = useDeviceName();
  const by = end && answeredBy(end, nameOf);
  const isAllowed = end?.outcome === "allow-once" || end?.outcome === "allow-always";
  const isAnswered = isAllowed || end?.outcome === "deny";
  return (
    <Notice
      tone={isLate ? "warn" : "neutral"}
      role={isLate ? "alert" : "status"}
      title={
        isAnswered ? "Somebody else was faster" : end ? OUTCOMES[end.outcome] : "It does not wait any more"
      }
    >
      {isAnswered && (
        <p>
          {OUTCOMES[end.outcome]}
          {by ? ` by ${by}` : ""}.
        </p>
      )}
      {!end && <p>Somebody else has answered it, or its time is over. This gateway does not say which.</p>}
      {!isAnswered && end && (
        <p>The gateway does what it is set to do then, which is to refuse unless somebody changed it.</p>
      )}
      {isLate && <p>Your answer changed nothing.</p>}
    </Notice>
  );
}
