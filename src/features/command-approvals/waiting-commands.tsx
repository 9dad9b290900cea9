import { useMemo, useState, type ReactNode } from "react";
import { shortText, WHO } from "./words.ts";
import { useAnswersCommands } from "#data/answer-commands.ts";
import { useCommandApprovals } from "#data/command-approvals.ts";
import { useOpenDialog } from "#data/device-dialog.ts";
import { useGatewayNow } from "#data/gateway-clock.ts";
import type { CommandApproval, WaitingApproval } from "#domain/command-approval.ts";
import { shortDeviceId } from "#domain/names.ts";
import { readApproval } from "#gateway/command-approvals.ts";
import { safeText } from "#lib/safe-text.ts";
import { formatCountdown } from "#lib/time.ts";
import { Button } from "#ui/button.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

/** Enough to know a command by: nothing is decided here. */
const SHOWN_CHARACTERS = 100;
/** More than anybody reads; the rest is counted. */
const MOST_SHOWN = 50;

/** What waits on this gateway and has time left. */
export function useWaitingCommands(): readonly WaitingApproval[] {
  const nowMs = useGatewayNow();
  return useCommandApprovals().filter(({ expiresAtMs }) => expiresAtMs > nowMs);
}

interface CommandApprovalsProps {
  readonly waiting: readonly WaitingApproval[];
  /** How many rows are drawn before somebody asks for the rest. */
  readonly shownFirst?: number;
}

/** What agents and plugins wait for, a row each; what ends first comes first. */
export function CommandApprovals({ waiting, shownFirst = MOST_SHOWN }: CommandApprovalsProps) {
  const [isWhole, setWhole] = useState(false);
  const shown = waiting.slice(0, isWhole ? MOST_SHOWN : shownFirst);
  const rest = waiting.length - shown.length;
  return (
    <>
      <table aria-label="Command approvals" className="w-full text-left max-md:block">
        <thead className="sr-only">
          <tr>
            <th>Command</th>
            <th>Time left</th>
            <th>Decide</th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {shown.map((one) => (
            <Row key={`${one.kind} ${one.id}`} waiting={one} />
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <p>
          {isWhole ? (
            `And ${rest} that are not shown.`
          ) : (
            <Button variant="ghost" size="small" onClick={() => setWhole(true)}>
              Show {rest} more
            </Button>
          )}
        </p>
      )}
    </>
  );
}

function Row({ waiting }: { readonly waiting: WaitingApproval }) {
  const approval = useMemo(() => readApproval(waiting), [waiting]);
  const open = useOpenDialog();
  const answers = useAnswersCommands();
  const leftMs = approval.expiresAtMs - useGatewayNow();
  return (
    <tr className="border-line not-first:border-t max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-x-3 max-md:py-2">
      <Cell className="max-md:col-span-2">
        <code className="font-mono text-[0.85rem]">
          <HostileText text={shortText(approval, SHOWN_CHARACTERS)} />
        </code>
        <p className="text-sm text-muted">
          <Where approval={approval} />
        </p>
      </Cell>
      <Cell className="whitespace-nowrap text-muted tabular-nums">{formatCountdown(leftMs)} left</Cell>
      {answers && (
        <Cell className="text-right">
          <Button
            size="small"
            variant="primary"
            aria-label={`Review command ${shortText(approval, 40).plain}`}
            onClick={() => open({ kind: "command", approval })}
          >
            Review
          </Button>
        </Cell>
      )}
    </tr>
  );
}

function Cell({ className = "", children }: { readonly className?: string; readonly children: ReactNode }) {
  return <td className={`align-top md:py-1.5 md:pr-4 ${className}`}>{children}</td>;
}

/** Who asks, and where it would happen. */
function Where({ approval }: { readonly approval: CommandApproval }) {
  const { kind, agentId, host, nodeId, cwd } = approval;
  return (
    <>
      {WHO[kind]}
      {agentId !== undefined && (
        <>
          {" "}
          of agent <HostileText text={safeText(agentId, 40)} />
        </>
      )}
      {nodeId !== undefined
        ? ` on node ${shortDeviceId(nodeId)}`
        : host === "gateway" && " on the gateway’s host"}
      {cwd !== undefined && (
        <>
          {" "}
          in <HostileText text={safeText(cwd, 80)} />
        </>
      )}
    </>
  );
}
