import { useDeviceList } from "#data/device-list.ts";
import { useOpenDialog } from "#data/device-dialog.ts";
import { deviceIn } from "#data/device-writes.ts";
import { reviewOfNode } from "#data/node-approvals.ts";
import { useNodeList } from "#data/node-list.ts";
import { useNodeStatus, useNodeTrial } from "#data/node-status.ts";
import { useHello } from "#data/session.ts";
import { shownName } from "#domain/names.ts";
import { needsCommandApproval, RESTART_NODE_COMMAND } from "#domain/node-approval.ts";
import { trialOf } from "#domain/node-commands.ts";
import { nodeSteps } from "#domain/node-steps.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Command } from "./command-block.tsx";
import { Notice } from "#ui/notice.tsx";
import { StepList } from "#ui/step-list.tsx";

const TITLE = "Getting this node to work";

interface NodeStepsProps {
  readonly deviceId: string;
  /** Called before another dialog is opened: closes the one that this stands in. */
  readonly onLeave?: () => void;
}

/** What has to be done until agents can use a node, step by step; each ticks itself off from what the gateway says. */
export function NodeSteps({ deviceId, onLeave }: NodeStepsProps) {
  const list = useNodeList().data;
  const status = useNodeStatus(deviceId);
  const device = deviceIn(useDeviceList().data ?? null, deviceId);
  const methods = useHello()?.methods ?? [];
  const openDialog = useOpenDialog();
  const trial = useNodeTrial(deviceId);
  const request = list?.pending.find((one) => one.deviceId === deviceId);
  const wayToTry = status?.isConnected ? trialOf(status.commands) : null;
  const steps = nodeSteps({
    needsApproval: needsCommandApproval(methods),
    request,
    approved: list?.paired.find(({ nodeId }) => nodeId === deviceId),
    status,
    trial: trial.result ? "answered" : trial.error ? "failed" : null,
  });

  const renderTools = (index: number) => {
    const { id, state } = steps[index] ?? {};
    if (id === "restart" && state === "Doing") return <Command command={RESTART_NODE_COMMAND} />;
    if (id === "commands" && request && list) {
      return (
        <Button
          variant="primary"
          size="small"
          aria-label={`Review commands of ${shownName(device ?? request).safe.plain}`}
          onClick={() => {
            onLeave?.();
            openDialog({ kind: "review-node", reviewed: reviewOfNode(request, list) });
          }}
        >
          Review its commands
        </Button>
      );
    }
    if (id !== "try") return null;
    return (
      <>
        {wayToTry && (
          <>
            <p className="text-sm text-muted">
              {wayToTry.explanation} <span className="font-mono text-[0.8rem]">{wayToTry.command}</span>
            </p>
            {/* Not disabled while it runs: a button that is disabled loses the focus. */}
            <Button size="small" onClick={() => void trial.run(wayToTry)}>
              {trial.isRunning ? "Trying…" : "Try it"}
            </Button>
          </>
        )}
        {status?.isConnected && status.commands.length > 0 && !wayToTry && (
          <p className="text-sm text-muted">It has no command that is harmless enough to try.</p>
        )}
        {trial.error && (
          <Notice tone="danger" role="alert" title="It did not do it">
            The gateway says: {safeText(trial.error.message, 200).plain}. Restart the node, or look at its
            log.
          </Notice>
        )}
      </>
    );
  };
  const current = steps.find(({ state }) => state === "Doing");
  return (
    <section aria-label={TITLE}>
      <h3 className="mb-3 font-semibold">{TITLE}</h3>
      <StepList steps={steps} label={TITLE} renderTools={renderTools} />
      <p role="status" className="sr-only">
        {current ? `Now: ${current.title}. ${current.detail}` : "Agents can use this node."}
      </p>
    </section>
  );
}
