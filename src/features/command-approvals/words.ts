import type {
  ApprovalEnd,
  ApprovalKind,
  ApprovalOutcome,
  CommandApproval,
} from "#domain/command-approval.ts";
import { safeText, type SafeText } from "#lib/safe-text.ts";

export const WHO: Readonly<Record<ApprovalKind, string>> = {
  exec: "Command",
  plugin: "Plugin",
  "system-agent": "The gateway’s own agent",
};

export const OUTCOMES: Readonly<Record<ApprovalOutcome, string>> = {
  "allow-once": "Allowed once",
  "allow-always": "Always allowed",
  deny: "Denied",
  expired: "Nobody answered in time",
  cancelled: "Taken back",
  ended: "Ended without an answer",
};

/** What a request is called where it is not decided, cut. */
export function shortText({ text }: Pick<CommandApproval, "text">, maxLength: number): SafeText {
  const what = safeText(text, maxLength);
  return what.isBlank && !what.hasHidden ? safeText("It does not say what.") : what;
}

/** Who answered: the paired device of that id, else what the gateway calls them. */
export function answeredBy(
  { by }: ApprovalEnd,
  nameOf: (deviceId: string) => string | undefined,
): string | undefined {
  return by === undefined ? undefined : (nameOf(by) ?? safeText(by, 40).plain);
}
