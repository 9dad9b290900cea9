import { useState } from "react";
import { Diff } from "./diff.tsx";
import { DoorResult } from "./door-result.tsx";
import { titleOf, verbOf } from "./words.ts";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { useReloadKinds } from "#data/door.ts";
import { useDoorChange } from "#data/door-change.ts";
import { useGateway } from "#data/gateway.ts";
import { useHello } from "#data/session.ts";
import { pathOf, planOf, type DoorChange } from "#domain/door/change.ts";
import type { DoorFacts } from "#domain/door/facts.ts";
import { effectsOf, lockoutOf } from "#domain/door/lockout.ts";
import { Notice } from "#ui/notice.tsx";
import { Sentences } from "#ui/sentences.tsx";

interface DoorDialogProps {
  readonly change: DoorChange;
  /** How the door was set when the dialog was opened. */
  readonly opened: DoorFacts;
  readonly onClose: () => void;
}

/** Shows exactly what a change of the door writes, makes it, and says what is so then. */
export function DoorDialog({ change, opened, onClose }: DoorDialogProps) {
  const { url } = useGateway();
  const hello = useHello();
  const [protocol] = useState(hello?.protocol ?? 4);
  const kinds = useReloadKinds();
  const { isRunning, result, error, run } = useDoorChange();
  const isConflict = result?.kind === "conflict";
  // What is shown stays as it is until the gateway says that it is another by now.
  const facts = isConflict ? result.facts : opened;
  const plan = planOf(change, facts);
  const lockout = lockoutOf(change, facts, { origin: location.origin, gatewayUrl: url });
  const restarts = protocol < 4 || kinds?.get(pathOf(change)) !== "hot";
  const outcome =
    result && !isConflict ? (
      <DoorResult outcome={result} change={change} />
    ) : plan === null && !isRunning ? (
      <AlreadySo isConflict={isConflict} />
    ) : null;
  return (
    <ConfirmDialog
      title={titleOf(change)}
      verb={verbOf(change).verb}
      verbing={verbOf(change).verbing}
      variant={change.kind === "remove-origin" ? "danger" : "primary"}
      subtitle={<span className="font-mono text-[0.85rem] [overflow-wrap:anywhere]">{url}</span>}
      command={null}
      acknowledgement={lockout === null ? null : "I understand that this page may be locked out"}
      isPossible={kinds !== undefined}
      isRunning={isRunning}
      error={error}
      outcome={outcome}
      onConfirm={() => void run({ change, facts })}
      onClose={onClose}
    >
      {isConflict && (
        <Notice tone="warn" role="alert" title="Somebody else has changed the configuration meanwhile">
          Nothing was written. Below is the change as it would be now: look at it again.
        </Notice>
      )}
      {plan && <Diff plan={plan} />}
      {lockout !== null && (
        <Notice tone="danger" title="This could lock this page out">
          {lockout}
        </Notice>
      )}
      <Sentences
        title="What will happen"
        sentences={[
          ...effectsOf(change, protocol),
          restarts
            ? "The gateway restarts: all its sessions end for a few seconds, this page’s too."
            : "The gateway takes it up at once, without a restart.",
        ]}
      />
    </ConfirmDialog>
  );
}

function AlreadySo({ isConflict }: { readonly isConflict: boolean }) {
  return (
    <Notice tone="good" role="status" title="It is so already">
      {isConflict ? "Somebody else has made this change meanwhile." : "There is nothing to change."}
    </Notice>
  );
}
