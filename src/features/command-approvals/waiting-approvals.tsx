import { useGateway } from "#data/gateway.ts";
import { useCommandApprovals } from "#data/command-approvals.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useHello } from "#data/session.ts";
import { answerCommand } from "#domain/cli.ts";
import type { ApprovalKind, CommandApproval } from "#domain/command-approval.ts";
import { shortDeviceId } from "#domain/names.ts";
import { safeText } from "#lib/safe-text.ts";
import { formatCountdown } from "#lib/time.ts";
import { Command } from "#ui/command.tsx";
import { HostileText } from "#ui/hostile-text.tsx";
import { TONES } from "#ui/tone.ts";
import { useNow } from "#ui/use-now.ts";

/** More than anybody reads; the rest is counted. */
const SHOWN = 10;
/** Enough to know a command by: nothing is decided here. */
const SHOWN_CHARACTERS = 100;

const WHO: Readonly<Record<ApprovalKind, string>> = {
  exec: "Command",
  plugin: "Plugin",
  "system-agent": "The gateway’s own agent",
};

/**
 * What waits for an answer that this page cannot give. The gateway takes this page for somebody who answers, so
 * without this notice a request would wait its whole time unseen (decision 0016).
 */
export function WaitingApprovals() {
  const { clockDifferenceMs } = useConnectionSnapshot();
  const hello = useHello();
  const nowMs = useNow() + clockDifferenceMs;
  const waiting = useCommandApprovals().filter(({ expiresAtMs }) => expiresAtMs > nowMs);
  const [first, ...others] = waiting.slice(0, SHOWN);
  if (!first || !hello) return null;
  const commands = [first, ...others].flatMap((approval) => {
    const command = answerCommand(approval, hello.methods);
    return command === null ? [] : [{ label: labelOf(approval), command }];
  });
  return (
    <section
      aria-label="Waiting for an answer"
      className={`sticky bottom-0 z-10 max-h-[60dvh] space-y-1.5 overflow-y-auto border-t border-line px-4 py-2.5 max-md:bottom-14 sm:px-8 ${TONES.warn}`}
    >
      <div className="flex flex-wrap gap-x-3">
        <p role="status" className="font-semibold">
          {waiting.length === 1
            ? "An agent waits for an answer that this page cannot give."
            : `${waiting.length} requests of agents wait for an answer that this page cannot give.`}
        </p>
        <p className="text-ink">
          Answer in <ControlUi />.
        </p>
      </div>
      <ul className="text-ink">
        <Item approval={first} nowMs={nowMs} />
      </ul>
      <details>
        <summary className="cursor-pointer font-medium text-accent-text">
          {waiting.length === 1 ? "What can be done" : `${waiting.length - 1} more, and what can be done`}
        </summary>
        <div className="mt-2 space-y-2 text-ink">
          <ul className="space-y-1.5">
            {others.map((approval) => (
              <Item key={approval.id} approval={approval} nowMs={nowMs} />
            ))}
          </ul>
          {waiting.length > SHOWN && <p>And {waiting.length - SHOWN} that are not shown here.</p>}
          {commands.map((command) => (
            <Command key={command.command} {...command} />
          ))}
          <p className="text-sm text-muted">
            If nobody answers in time, the gateway does what it is set to do then, which is to refuse unless
            somebody changed it.
          </p>
        </div>
      </details>
    </section>
  );
}

function Item({ approval, nowMs }: { readonly approval: CommandApproval; readonly nowMs: number }) {
  return (
    <li>
      <code className="font-mono text-[0.85rem]">
        <HostileText text={whatOf(approval)} />
      </code>
      <p className="text-sm text-muted">
        <Where approval={approval} /> ·{" "}
        <span className="tabular-nums">{formatCountdown(approval.expiresAtMs - nowMs)} left</span>
      </p>
    </li>
  );
}

function whatOf({ text }: CommandApproval, maxLength = SHOWN_CHARACTERS) {
  const what = safeText(text, maxLength);
  return what.isBlank && !what.hasHidden ? safeText("It does not say what.") : what;
}

function labelOf(approval: CommandApproval): string {
  return `Refuse “${whatOf(approval, 24).plain}” in a terminal; to allow it, write allow-once instead of deny`;
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

/** The page that gateways serve at their own address, unless it is this one. */
function ControlUi() {
  const { url: gatewayUrl } = useGateway();
  const address = new URL(gatewayUrl.replace(/^ws/, "http")).href;
  if (address === `${location.origin}${location.pathname}`) return "an OpenClaw app";
  return (
    <a className="font-medium text-accent-text underline" href={address} target="_blank" rel="noreferrer">
      the gateway’s own Control UI
    </a>
  );
}
