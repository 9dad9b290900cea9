import { useDeviceName } from "./use-device-name.ts";
import { WHO } from "./words.ts";
import { whyAsked, type CommandApproval } from "#domain/command-approval.ts";
import { shortDeviceId } from "#domain/names.ts";
import { safeText } from "#lib/safe-text.ts";
import { Fact } from "#ui/fact.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

/** A folder is part of what "always" matches, and must not be cut where it begins to differ. */
const SHOWN_CHARACTERS = 4_000;

/** Where it would happen, for whom, and why a person is asked. */
export function CommandFacts({ approval }: { readonly approval: CommandApproval }) {
  const { agentId, sessionKey, pluginId, toolName, cwd, program, envKeys, automation, remarks } = approval;
  return (
    <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
      <Fact name="Where">
        <Where approval={approval} />
      </Fact>
      <Text name="Folder" text={cwd} />
      <Text name="Program" text={program} />
      {envKeys.length > 0 && <Text name="With these variables set" text={envKeys.join(", ")} />}
      <Fact name="For">
        {agentId === undefined ? (
          WHO[approval.kind]
        ) : (
          <>
            agent <HostileText text={safeText(agentId, 80)} />
          </>
        )}
      </Fact>
      <Text name="Session" text={sessionKey} />
      <Text name="Plugin" text={pluginId} />
      <Text name="Tool" text={toolName} />
      <Text name="Automation" text={automation?.name} />
      <Fact name="Why it is asked" isWide>
        <p>{whyAsked(approval)}</p>
        {remarks.map((remark) => (
          <p key={remark} className="mt-1 [white-space:break-spaces] text-muted">
            <HostileText text={safeText(remark, SHOWN_CHARACTERS)} hasLines />
          </p>
        ))}
      </Fact>
    </dl>
  );
}

function Where({ approval: { host, nodeId } }: { readonly approval: CommandApproval }) {
  const nameOf = useDeviceName();
  if (nodeId !== undefined) {
    return (
      <>
        on node {nameOf(nodeId) ?? ""} <span className="font-mono text-sm">{shortDeviceId(nodeId)}</span>
      </>
    );
  }
  if (host === "gateway") return "on the gateway’s host";
  return host === undefined ? "The gateway does not say." : <HostileText text={safeText(host, 80)} />;
}

/** A fact in somebody else's words; nothing where it is missing. */
function Text({ name, text }: { readonly name: string; readonly text: string | undefined }) {
  if (text === undefined || text === "") return null;
  return (
    <Fact name={name}>
      <HostileText text={safeText(text, SHOWN_CHARACTERS)} />
    </Fact>
  );
}
