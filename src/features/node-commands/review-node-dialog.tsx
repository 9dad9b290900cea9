import { useEffect, useMemo, useRef, useState } from "react";
import { ApproverRights } from "./approver-rights.tsx";
import { CommandGroups } from "./command-groups.tsx";
import { NodeIdentity } from "./node-identity.tsx";
import { NodeChanges } from "./node-changes.tsx";
import { useNodeName } from "./node-name.ts";
import { NodeOutcome } from "./node-outcome.tsx";
import { NodeRule } from "./node-rule.tsx";
import { useRemoveNodeRole } from "#data/device-writes.ts";
import { nodeDifferencesTo, reviewOfNode, useNodeDecision, type ReviewedNode } from "#data/node-approvals.ts";
import { useNodeList } from "#data/node-list.ts";
import { useHello } from "#data/session.ts";
import { nodesCommand } from "#domain/cli.ts";
import { clientKind } from "#domain/client-kinds.ts";
import { needsCommandApproval } from "#domain/node-approval.ts";
import { changedWords, missingScopes } from "#domain/node-request.ts";
import { NOTHING } from "#domain/node-snapshot.ts";
import { Button } from "#ui/button.tsx";
import { CopyCommand } from "#components/copy-command.tsx";
import { DeviceIcon } from "#components/device-icon.tsx";
import { Dialog, DialogClose, holdWhile } from "#ui/dialog.tsx";
import { HostileText } from "#ui/hostile-text.tsx";
import { NotConnected } from "#components/not-connected.tsx";
import { Notice } from "#ui/notice.tsx";

interface ReviewNodeDialogProps {
  /** The request as it was when the dialog was opened. */
  readonly opened: ReviewedNode;
  readonly onClose: () => void;
}

/** The second security decision about a node: what agents will be able to do with it. */
export function ReviewNodeDialog({ opened, onClose }: ReviewNodeDialogProps) {
  const [reviewed, setReviewed] = useState(opened);
  const { request, approved } = reviewed;
  const hello = useHello();
  // As it is now, to notice that the request is not what was shown any more.
  const list = useNodeList().data;
  const name = useNodeName()(request);
  const decision = useNodeDecision();
  const removal = useRemoveNodeRole();
  const outcome = useRef<HTMLDivElement>(null);
  const { isRunning, result } = decision;
  const isDecided = result !== undefined && result.kind !== "changed";
  const differences = useMemo(() => {
    if (isDecided || isRunning || !list) return [];
    const live = nodeDifferencesTo(reviewed, list);
    return live.length === 0 && result?.kind === "changed" ? result.differences : live;
  }, [isDecided, isRunning, result, reviewed, list]);
  const next = list?.pending.find(({ deviceId }) => deviceId === request.deviceId);
  // 2026.6.11 announces a request without the scopes that it needs, and lists them.
  const listed = list?.pending.find(({ requestId }) => requestId === request.requestId) ?? request;
  // Once its commands are approved the node can be asked for its rule.
  const approvedNow = list?.paired.find(({ nodeId }) => nodeId === request.deviceId);
  const hasResult = result !== undefined || decision.error !== null;
  const isLocked = hello === null || isRunning || hasResult || differences.length > 0;
  const scopes = hello?.scopes ?? [];
  const verdict = decision.input?.verdict;

  // The result is what matters now, and the button that was clicked is gone.
  useEffect(() => {
    if (hasResult) outcome.current?.focus();
  }, [hasResult]);

  const decide = (wanted: "approve" | "reject") => {
    if (!isLocked) void decision.run({ verdict: wanted, reviewed });
  };
  const reviewNext = () => {
    if (!next || !list) return;
    decision.reset();
    setReviewed(reviewOfNode(next, list));
  };
  return (
    <Dialog
      title="Review node commands"
      subtitle={
        <>
          <HostileText text={name} /> {askingFor(reviewed)}
        </>
      }
      icon={<DeviceIcon kind={clientKind(request).kind} />}
      onClose={onClose}
      hold={
        holdWhile(isRunning, verdict === "reject" ? "Still rejecting" : "Still approving") ??
        holdWhile(removal.isRunning, "Still removing")
      }
      footer={
        <>
          <DialogClose>Close</DialogClose>
          {!isDecided && (
            <>
              <CopyCommand command={nodesCommand({ kind: "approve", requestId: request.requestId })} />
              <span className="flex-1" />
              <Button variant="danger" disabled={isLocked} onClick={() => decide("reject")}>
                {isRunning && verdict === "reject" ? "Rejecting…" : "Reject"}
              </Button>
              <Button
                variant="primary"
                disabled={isLocked || missingScopes(listed, scopes).length > 0}
                onClick={() => decide("approve")}
              >
                {isRunning && verdict === "approve" ? "Approving…" : "Approve"}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className="space-y-5 px-5 py-4 sm:px-6">
        <div ref={outcome} tabIndex={-1} className="space-y-3 outline-none empty:hidden">
          {hasResult && <NodeOutcome decision={decision} name={name} removal={removal} />}
          {differences.length > 0 && (
            <NodeChanges differences={differences} onReviewNext={next ? reviewNext : null} />
          )}
        </div>
        {hello === null && !isDecided && (
          <NotConnected>
            Nothing can be decided until the gateway is back. The request stays as it was shown.
          </NotConnected>
        )}
        {hello !== null && !needsCommandApproval(hello.methods) && !isDecided && (
          <Notice tone="neutral" title="This gateway does not hold commands back">
            A node that is let in can be used at once. This request is of the older kind, which only gives the
            node a token.
          </Notice>
        )}
        {!isDecided && request.commands.includes("system.run") && (
          <Notice
            tone="danger"
            title={
              <>
                Runs programs.{" "}
                <span className="font-normal">
                  Agents could do on that machine whatever the user that the node runs as can do.
                </span>
              </>
            }
          />
        )}
        <div className="grid gap-x-8 gap-y-6 sm:grid-cols-[3fr_2fr]">
          <section>
            <h3 className="mb-2 font-semibold">What agents will be able to do with it</h3>
            <CommandGroups asked={request} held={approved ?? NOTHING} />
          </section>
          <div className="space-y-5">
            <NodeIdentity request={request} />
            <NodeRule nodeId={request.deviceId} held={approvedNow ?? NOTHING} />
            {hello && !isDecided && <ApproverRights request={listed} scopes={scopes} />}
          </div>
        </div>
      </div>
    </Dialog>
  );
}

function askingFor({ request, approved }: ReviewedNode): string {
  const added = changedWords(request.commands, approved?.commands ?? []).filter(
    ({ change }) => change === "added",
  ).length;
  const commands = `${added} ${added === 1 ? "command" : "commands"}`;
  if (!approved) return `offers agents ${commands}`;
  return added > 0 ? `offers agents ${commands} more than were approved` : "asks again for its commands";
}
