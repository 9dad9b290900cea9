import { useState } from "react";
import { ConcernedClients } from "./concerned-clients.tsx";
import { FollowClients } from "./follow-clients.tsx";
import { TokenResult } from "./token-result.tsx";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { NewTokenDialog } from "#components/new-token-dialog.tsx";
import { useGateway } from "#data/gateway.ts";
import { SESSIONS_POLL_MS, useLiveSessions } from "#data/live-sessions.ts";
import { useHello } from "#data/session.ts";
import { useTokenChange } from "#data/token-change.ts";
import type { DoorFacts } from "#domain/door/facts.ts";
import { Notice } from "#ui/notice.tsx";
import { Sentences } from "#ui/sentences.tsx";

interface ChangeTokenDialogProps {
  /** How the door was set when the dialog was opened. */
  readonly opened: DoorFacts;
  readonly onClose: () => void;
}

/** Gives the gateway a new token, shows it once, and follows who comes back. */
export function ChangeTokenDialog({ opened, onClose }: ChangeTokenDialogProps) {
  const { url } = useGateway();
  const hello = useHello();
  const [protocol] = useState(hello?.protocol ?? 4);
  const { isRunning, result, error, run } = useTokenChange();
  const sessions = useLiveSessions(SESSIONS_POLL_MS);
  const [isStored, setStored] = useState(false);
  const isConflict = result?.kind === "conflict";
  const facts = isConflict ? result.facts : opened;
  const subtitle = <span className="font-mono text-[0.85rem] [overflow-wrap:anywhere]">{url}</span>;

  if (result?.kind === "sent" && !isStored) {
    return (
      <NewTokenDialog subtitle={subtitle} secret={result.secret} onClose={() => setStored(true)}>
        <TokenResult change={result} />
        <p>
          Keep it where you keep passwords. <strong>It is shown only once</strong>; afterwards only a command
          on the gateway’s host shows it.
        </p>
      </NewTokenDialog>
    );
  }
  return (
    <ConfirmDialog
      title="Change the gateway’s token"
      verb="Change"
      verbing="Changing"
      subtitle={subtitle}
      command={null}
      acknowledgement={null}
      isRunning={isRunning}
      error={error}
      outcome={
        result?.kind === "sent" ? (
          <>
            <TokenResult change={result} />
            <FollowClients changedAtMs={result.changedAtMs} deviceIds={result.connectedIds} />
          </>
        ) : null
      }
      onConfirm={() => void run(facts)}
      onClose={onClose}
    >
      {isConflict && (
        <Notice tone="warn" role="alert" title="Somebody else has changed the configuration meanwhile">
          Nothing was written, and the old token still works. Click “Change” again if you still want a new
          one.
        </Notice>
      )}
      <Sentences
        title="What will happen"
        sentences={[
          "This page makes a new token and writes it into the gateway’s configuration. The old one stops working.",
          protocol < 4
            ? "The gateway restarts: all its sessions end for a few seconds. If its configuration names an environment variable here, which it does not tell, the new token takes the place of that name."
            : "The gateway closes every session that was signed in with the old token.",
          "This page signs in again by itself. You see the new token once.",
        ]}
      />
      <ConcernedClients sessions={sessions ?? []} protocol={protocol} />
    </ConfirmDialog>
  );
}
