/** The facts behind a finding, in sentences. */

import { isOfBrowser, pageEnding } from "#domain/ending.ts";
import { redactSecrets } from "#domain/redact.ts";
import { safeText } from "#lib/safe-text.ts";
import { formatDuration } from "#lib/time.ts";

import {
  attemptsAtTarget,
  failedAttempt,
  type AttemptFacts,
  type AttemptFailure,
  type TroubleshootFacts,
} from "./facts.ts";

/** Up to here clocks may differ: gateways allow two minutes at least, and people do not set clocks by the second. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

const SENT: Readonly<Record<NonNullable<AttemptFacts["credential"]>, string>> = {
  none: "no token and no password",
  "shared-token": "the gateway’s token, as it was entered",
  password: "the password, as it was entered",
  "device-token": "this browser’s own device token, and nothing else",
  "shared-and-device-token": "the entered token together with this browser’s own device token",
  "bootstrap-token": "the token of a one-time dashboard link",
};

const REACHED: Readonly<Record<AttemptFailure["phase"], string>> = {
  opening: "before it opened",
  opened: "after it had opened, before the gateway’s greeting",
  challenged: "after the gateway’s greeting, before this page had answered it",
  signed: "after this page had sent its sign-in",
  connected: "after this page was signed in",
};

/** What happened, from the newest failed attempt. */
export function attemptEvidence(facts: TroubleshootFacts): readonly string[] {
  const attempt = failedAttempt(facts);
  if (!attempt) return [];
  const { failure, credential } = attempt;
  const { code, closeCode, endedBy, phase } = failure;
  const said = quote(failure.message || failure.closeReason);
  const lines: string[] = [];
  if (code !== null) lines.push(`The gateway answered with the code ${quote(code, 64)}.`);
  if (closeCode !== null) lines.push(`The connection closed with code ${closeCode}, ${REACHED[phase]}.`);
  const gaveUp = pageEnding(endedBy);
  if (gaveUp !== null) lines.push(gaveUp);
  if (said !== "") lines.push(`The ${isOfBrowser(endedBy) ? "browser" : "gateway"} said: ${said}`);
  if (credential !== null && phase !== "opening") lines.push(`The page sent ${SENT[credential]}.`);
  return lines;
}

/** What the HTTP side of the address did. */
export function probeEvidence({ probe }: TroubleshootFacts): readonly string[] {
  switch (probe?.kind) {
    case "answered":
      return [
        probe.status === null
          ? "Something answers over HTTP at this address; the browser does not tell what."
          : `The address answers over HTTP, with status ${probe.status}.`,
      ];
    case "no-answer":
      return ["Nothing answers over HTTP at this address either."];
    case "not-possible":
      return ["The browser does not let this page look further."];
    case undefined:
      return [];
  }
}

/** How far the clocks are apart, if that is remarkable. */
export function clockEvidence({ clockDifferenceMs }: TroubleshootFacts): readonly string[] {
  if (clockDifferenceMs === null || Math.abs(clockDifferenceMs) <= CLOCK_TOLERANCE_MS) return [];
  const side = clockDifferenceMs > 0 ? "ahead of" : "behind";
  return [`The gateway’s clock is ${formatDuration(Math.abs(clockDifferenceMs))} ${side} this computer’s.`];
}

const DONE: Readonly<Record<NonNullable<AttemptFacts["followUp"]>, ((count: number) => string) | null>> = {
  retry: (count) => `Tried again by itself${times(count)}.`,
  "retry-with-device-token": () => "Tried once more, with this browser’s own device token.",
  "retry-with-shared-credentials": () =>
    "Dropped the refused device token, and tried once more with the gateway’s token or password that was entered.",
  "retry-as-development-build": () => "Tried once more, as a page that the gateway does not serve itself.",
  "retry-with-new-challenge": () => "Tried once more, with a fresh greeting of the gateway.",
  "wait-for-approval": (count) => `Asked again whether it is approved${times(count)}.`,
  stop: null,
};

/** What the page did by itself since it was last signed in, in the order in which it began. */
export function alreadyTried(facts: TroubleshootFacts): readonly string[] {
  const attempts = attemptsAtTarget(facts);
  const lastSession = attempts.findLastIndex(({ phases }) =>
    phases.some(({ phase }) => phase === "connected"),
  );
  const counts = new Map<NonNullable<AttemptFacts["followUp"]>, number>();
  for (const { followUp } of attempts.slice(Math.max(0, lastSession))) {
    if (followUp) counts.set(followUp, (counts.get(followUp) ?? 0) + 1);
  }
  return [...counts].flatMap(([followUp, count]) => DONE[followUp]?.(count) ?? []);
}

function times(count: number): string {
  return count === 1 ? "" : `, ${count} times`;
}

/** What others said, without hidden characters and without what may be a token. */
export function quote(text: string, maxLength = 200): string {
  return redactSecrets(safeText(text, maxLength).plain);
}
