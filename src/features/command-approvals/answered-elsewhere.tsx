import { shortText } from "./words.ts";
import { useGateway } from "#data/gateway.ts";
import { answerCommand } from "#domain/cli.ts";
import type { WaitingApproval } from "#domain/command-approval.ts";
import { readApproval } from "#gateway/command-approvals.ts";
import { Command } from "#components/command-block.tsx";
import { PlaceLink } from "#components/links.tsx";

const MOST_COMMANDS = 10;

interface AnsweredElsewhereProps {
  readonly waiting: readonly WaitingApproval[];
  readonly methods: readonly string[];
}

/** Where to answer, for a person who does not want to do it here. */
export function AnsweredElsewhere({ waiting, methods }: AnsweredElsewhereProps) {
  const commands = waiting.slice(0, MOST_COMMANDS).flatMap((one) => {
    const command = answerCommand(one, methods);
    const label = `Refuse “${shortText(readApproval(one), 24).plain}” in a terminal; to allow it, write allow-once instead of deny`;
    return command === null ? [] : [{ label, command }];
  });
  return (
    <>
      <p>
        Answer in <ControlUi />, or <PlaceLink to="/settings">turn it on</PlaceLink>.
      </p>
      {commands.length > 0 && (
        <details>
          <summary className="cursor-pointer font-medium text-accent-text">In a terminal</summary>
          <div className="mt-2 space-y-2">
            {commands.map((command) => (
              <Command key={command.command} {...command} />
            ))}
          </div>
        </details>
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
