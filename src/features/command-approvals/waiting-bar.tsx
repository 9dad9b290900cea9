import { CommandApprovals, useWaitingCommands } from "./waiting-commands.tsx";
import { AnsweredElsewhere } from "./answered-elsewhere.tsx";
import { GatewayName } from "#components/gateway-name.tsx";
import { useAnswersCommands } from "#data/answer-commands.ts";
import { useHasSeveralGateways } from "#data/gateway-in-use.ts";
import { useHello } from "#data/session.ts";
import type { WaitingApproval } from "#domain/command-approval.ts";
import { Button } from "#ui/button.tsx";
import { TONES } from "#ui/tone.ts";
import { useHeldItems } from "#ui/use-held-items.ts";

const keyOf = ({ kind, id }: WaitingApproval) => `${kind} ${id}`;

/** The bar must leave room for the page. */
const SHOWN_FIRST = 3;

/**
 * What waits for an answer, at the lower edge of every page: the gateway takes an open page for somebody who answers, so
 * none may pass unseen (decision 0016).
 */
export function WaitingBar() {
  const hello = useHello();
  const answers = useAnswersCommands();
  const hasSeveral = useHasSeveralGateways();
  const waiting = useWaitingCommands();
  const held = useHeldItems(waiting, keyOf);
  if (waiting.length === 0 || !hello) return null;
  const subject = waiting.length === 1 ? "An agent waits" : `${waiting.length} requests of agents wait`;
  return (
    <section
      aria-label="Waiting for an answer"
      {...held.region}
      className={`space-y-1.5 border-t border-line px-4 py-2.5 sm:px-8 ${TONES.warn}`}
    >
      <p role="status" className="font-semibold">
        {subject} for {answers ? "your answer" : "an answer, and answering here is turned off"}.{" "}
        {hasSeveral && <GatewayName />}
      </p>
      <div className="space-y-1.5 text-ink">
        <CommandApprovals waiting={held.shown} shownFirst={SHOWN_FIRST} />
        {held.heldCount > 0 && (
          <Button variant="ghost" size="small" onClick={held.showAll}>
            {held.heldCount} new · show
          </Button>
        )}
        {!answers && <AnsweredElsewhere waiting={waiting} methods={hello.methods} />}
        {!hello.methods.includes("exec.approval.list") && (
          <p className="text-sm text-muted">
            This gateway has no list of them: what came before this page was open, or while the connection was
            lost, is not shown.
          </p>
        )}
      </div>
    </section>
  );
}
