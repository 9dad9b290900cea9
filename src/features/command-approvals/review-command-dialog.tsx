import { useEffect, useRef, useState } from "react";
import { CommandFacts } from "./command-facts.tsx";
import { CommandOutcome, Ended } from "./command-outcome.tsx";
import { CommandText, wholeCommand } from "./command-text.tsx";
import { WHO } from "./words.ts";
import { useAnswer, useApprovalStanding } from "#data/command-decisions.ts";
import { useGatewayNow } from "#data/gateway-clock.ts";
import { useHello } from "#data/session.ts";
import {
  alwaysRule,
  canAnswer,
  type ApprovalDecision,
  type CommandApproval,
} from "#domain/command-approval.ts";
import { formatCountdown } from "#lib/time.ts";
import { Button } from "#ui/button.tsx";
import { Dialog, DialogClose, holdWhile } from "#ui/dialog.tsx";
import { NotConnected } from "#components/not-connected.tsx";
import { Notice } from "#ui/notice.tsx";

interface ReviewCommandDialogProps {
  /** The request as it was when the dialog was opened. */
  readonly opened: CommandApproval;
  readonly onClose: () => void;
}

/** The decision about a command: what will run, where, for whom, and what each answer means. */
export function ReviewCommandDialog({ opened, onClose }: ReviewCommandDialogProps) {
  const [approval, setApproval] = useState(opened);
  const hello = useHello();
  const standing = useApprovalStanding(approval);
  const answer = useAnswer();
  const leftMs = approval.expiresAtMs - useGatewayNow();
  const outcome = useRef<HTMLDivElement>(null);
  const { isRunning, result } = answer;
  const hasResult = result !== undefined || answer.error !== null;
  const isDone = hasResult && result?.kind !== "changed";
  const isOver = standing.kind === "over" || leftMs <= 0;
  const isLocked = hello === null || isRunning || hasResult || standing.kind !== "waiting" || isOver;
  const methods = hello?.methods ?? [];
  const rule = alwaysRule(approval, methods);
  const isCut = wholeCommand(approval.text).isTruncated;

  // The result is what matters now, and the button that was clicked is gone.
  useEffect(() => {
    if (hasResult) outcome.current?.focus();
  }, [hasResult]);

  const button = (decision: ApprovalDecision, label: string, running: string) => (
    <Button
      variant={decision === "deny" ? "danger" : decision === "allow-once" ? "primary" : "secondary"}
      disabled={
        isLocked ||
        !canAnswer(approval, decision) ||
        (decision !== "deny" && isCut) ||
        (decision === "allow-always" && rule === null)
      }
      onClick={() => void answer.run({ approval, decision })}
    >
      {isRunning && answer.input?.decision === decision ? running : label}
    </Button>
  );
  return (
    <Dialog
      title="Review command"
      subtitle={`${WHO[approval.kind]} · asks for a yes or no`}
      aside={!isDone && !isOver && <span className="tabular-nums">{formatCountdown(leftMs)} left</span>}
      onClose={onClose}
      hold={holdWhile(isRunning, "Still answering")}
      note={!isDone && !isOver && <Always rule={rule} />}
      footer={
        <>
          <DialogClose>Close</DialogClose>
          {!isDone && (
            <span className="flex flex-1 justify-end gap-2 max-sm:basis-full">
              {button("deny", "Deny", "Denying…")}
              {button("allow-always", "Always allow", "Allowing…")}
              {button("allow-once", "Allow once", "Allowing…")}
            </span>
          )}
        </>
      }
    >
      <div className="space-y-5 px-5 py-4 sm:px-6">
        <div ref={outcome} tabIndex={-1} className="space-y-3 outline-none empty:hidden">
          {hasResult && (
            <CommandOutcome
              approval={approval}
              answer={answer}
              heard={standing.kind === "over" ? standing.end : null}
              methods={methods}
            />
          )}
          {!isDone && !isRunning && standing.kind === "changed" && (
            <Notice
              tone="danger"
              role="alert"
              title="Something else waits under the same id now"
              actions={
                <Button
                  onClick={() => {
                    answer.reset();
                    setApproval(standing.now);
                  }}
                >
                  Review what it asks now
                </Button>
              }
            >
              What you see below is not what waits any more. Nothing was answered.
            </Notice>
          )}
          {!hasResult && !isRunning && (
            <Standing standing={standing.kind} leftMs={leftMs} isIn={hello !== null} />
          )}
          {!hasResult && !isRunning && standing.kind === "over" && <Ended end={standing.end} />}
        </div>
        <section>
          <h3 className="mb-2 font-semibold">
            {approval.kind === "exec" ? "What will run" : "What it wants"}
          </h3>
          {approval.text === "" ? <p>It does not say.</p> : <CommandText text={approval.text} />}
          {isCut && (
            <p className="mt-2 text-danger-text">
              It is too long to be shown whole, so it can only be denied here.
            </p>
          )}
        </section>
        <CommandFacts approval={approval} />
      </div>
    </Dialog>
  );
}

interface StandingProps {
  readonly standing: ReturnType<typeof useApprovalStanding>["kind"];
  readonly leftMs: number;
  readonly isIn: boolean;
}

/** Why nothing can be decided, where that is so. */
function Standing({ standing, leftMs, isIn }: StandingProps) {
  if (!isIn) return <NotConnected>Nothing can be decided until the gateway is back.</NotConnected>;
  if (standing === "over" || standing === "changed") return null;
  if (leftMs <= 0) return <Ended end={{ id: "", outcome: "expired", by: undefined }} />;
  if (standing === "waiting") return null;
  return (
    <Notice tone="warn" role="status" title="Nobody can say whether it still waits">
      The connection was lost meanwhile, and this gateway has no list to read again.
    </Notice>
  );
}

/** What "Always allow" will match; read before the click. */
function Always({ rule }: { readonly rule: ReturnType<typeof alwaysRule> }) {
  if (rule === null) {
    return (
      <p className="text-muted">“Always allow” is not possible: the gateway makes no rule for this one.</p>
    );
  }
  return (
    <p>
      <strong className="font-semibold">Always allow:</strong>{" "}
      <span className={rule.isWide ? "text-danger-text" : ""}>{rule.sentence}</span>
    </p>
  );
}
