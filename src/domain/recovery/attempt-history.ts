/** Describes the recorded attempts in sentences, as evidence of findings. */

import type { FollowUp } from "#domain/connection/attempt.ts";
import { isOfBrowser, pageEnding, type AttemptPhase } from "#domain/connection/failure.ts";
import { credentialWords, FOLLOW_UP_WORDS } from "#domain/connection/words.ts";
import { redactSecrets } from "#domain/redact.ts";
import { safeText } from "#lib/safe-text.ts";
import { formatDuration } from "#lib/time.ts";
import { failedAttempt, type TroubleshootFacts } from "./troubleshoot-facts.ts";

/** Gateways allow a difference of at least two minutes. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

const REACHED: Readonly<Record<AttemptPhase, string>> = {
  opening: "before it opened",
  opened: "after it had opened, before the gateway’s challenge",
  challenged: "after the gateway’s challenge, before this page had answered it",
  signed: "after this page had sent its sign-in",
  connected: "after this page was signed in",
};

/** What happened, from the newest failed attempt. */
export function attemptEvidence(facts: TroubleshootFacts): readonly string[] {
  const attempt = failedAttempt(facts);
  if (!attempt) return [];
  const { failure, credential } = attempt;
  const { code, closeCode, endedBy, phase } = failure;
  const gaveUp = pageEnding(endedBy);
  const said = quote(failure.message || failure.closeReason, 200);
  return [
    ...(code === null ? [] : [`The gateway answered with the code ${quote(code, 64)}.`]),
    ...(closeCode === null ? [] : [`The connection closed with code ${closeCode}, ${REACHED[phase]}.`]),
    ...(gaveUp === null ? [] : [gaveUp]),
    ...(said === "" ? [] : [`The ${isOfBrowser(endedBy) ? "browser" : "gateway"} said: ${said}`]),
    ...(credential === null || phase === "opening" ? [] : [`The page sent ${credentialWords(credential)}.`]),
  ];
}

/** What the HTTP side of the address did. */
export function probeEvidence({ probe }: TroubleshootFacts): readonly string[] {
  switch (probe) {
    case "answered":
      return ["Something answers over HTTP at this address; the browser does not tell what."];
    case "no-answer":
      return ["Nothing answers over HTTP at this address either."];
    case "not-possible":
      return ["The browser does not let this page look further."];
    case null:
      return [];
  }
}

/** How far the clocks are apart, if that is much. */
export function clockEvidence({ clockDifferenceMs }: TroubleshootFacts): readonly string[] {
  if (clockDifferenceMs === null || Math.abs(clockDifferenceMs) <= CLOCK_TOLERANCE_MS) return [];
  const side = clockDifferenceMs > 0 ? "ahead of" : "behind";
  return [`The gateway’s clock is ${formatDuration(Math.abs(clockDifferenceMs))} ${side} this computer’s.`];
}

/** What the page did by itself since it was last signed in, in the order in which it began. */
export function alreadyTried({ attempts }: TroubleshootFacts): readonly string[] {
  const lastSession = attempts.findLastIndex(({ phases }) =>
    phases.some(({ phase }) => phase === "connected"),
  );
  const counts = new Map<FollowUp, number>();
  for (const { followUp } of attempts.slice(Math.max(0, lastSession))) {
    if (followUp && followUp !== "stop") counts.set(followUp, (counts.get(followUp) ?? 0) + 1);
  }
  return [...counts].map(([followUp, count]) =>
    count === 1 ? `${FOLLOW_UP_WORDS[followUp]}.` : `${FOLLOW_UP_WORDS[followUp]}, ${count} times.`,
  );
}

/** What others said, without hidden characters and without what may be a token. */
function quote(text: string, maxLength: number): string {
  return redactSecrets(safeText(text, maxLength).plain);
}
