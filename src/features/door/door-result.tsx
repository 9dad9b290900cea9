import { doneWords } from "./words.ts";
import type { DoorOutcome } from "#data/door-change.ts";
import type { DoorChange } from "#domain/door/change.ts";
import { Command } from "#components/command-block.tsx";
import { Notice } from "#ui/notice.tsx";

interface DoorResultProps {
  readonly outcome: Exclude<DoorOutcome, { kind: "conflict" }>;
  readonly change: DoorChange;
}

/** What is so after a change, as it was read again. */
export function DoorResult({ outcome, change }: DoorResultProps) {
  switch (outcome.kind) {
    case "done":
      return (
        <Notice tone="good" role="status" title={doneWords(change)}>
          The configuration was read again and says so.
        </Notice>
      );
    case "not-applied":
      return (
        <Notice tone="warn" role="alert" title="Written, but not in effect yet">
          <p>The gateway has the change in its configuration, and does not go by it before it restarts.</p>
          <Command command="openclaw gateway restart" />
        </Notice>
      );
    case "not-so":
      return (
        <Notice tone="warn" role="alert" title="Not changed">
          The configuration was read again, and does not have the change. Somebody else may have undone it.
          Close this, and look at the page.
        </Notice>
      );
    case "unreadable":
      return (
        <Notice tone="danger" role="alert" title="Outcome unknown">
          The change was sent, and the gateway cannot be asked now. Once this page is connected again, it
          shows how the door is set. It does not send the change again.
        </Notice>
      );
  }
}
