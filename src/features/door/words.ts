import type { DoorChange } from "#domain/door/change.ts";
import { safeText } from "#lib/safe-text.ts";

/** The title of the dialog. */
export function titleOf(change: DoorChange): string {
  switch (change.kind) {
    case "allow-origin":
      return "Allow a page";
    case "remove-origin":
      return "Remove a page";
    case "close-way":
      return "Switch an automatic approval off";
    case "set-limit":
      return "Set a limit on wrong tokens";
  }
}

const VERBS = {
  "allow-origin": { verb: "Allow", verbing: "Allowing" },
  "remove-origin": { verb: "Remove", verbing: "Removing" },
  "close-way": { verb: "Switch off", verbing: "Switching off" },
  "set-limit": { verb: "Set", verbing: "Setting" },
} as const;

/** The label of the button, and its label while the change is made. */
export function verbOf({ kind }: DoorChange) {
  return VERBS[kind];
}

/** What is so after the change. */
export function doneWords(change: DoorChange): string {
  switch (change.kind) {
    case "allow-origin":
      return `${safeText(change.origin, 80).plain} may sign in`;
    case "remove-origin":
      return `${safeText(change.origin, 80).plain} is no longer in the list`;
    case "close-way":
      return "This approval is switched off";
    case "set-limit":
      return "The limit is set";
  }
}
