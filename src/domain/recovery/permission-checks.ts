/** What this browser is allowed, and what it is not: findings that no refusal names. */

import { coversScope, describeScope } from "#domain/scopes.ts";
import { safeText } from "#lib/safe-text.ts";
import { attemptEvidence } from "./attempt-history.ts";
import { approve, LIST } from "./commands.ts";
import type { Observation } from "./finding.ts";
import { failedAttempt, type TroubleshootFacts } from "./troubleshoot-facts.ts";

/** Somebody rejected this browser’s request. */
export function turnedDown(facts: TroubleshootFacts): Observation | null {
  const failure = failedAttempt(facts)?.failure;
  if (!facts.isTurnedDown || !failure) return null;
  return {
    id: "turned-down",
    code: failure.code,
    certainty: "likely",
    cost: 0,
    evidence: [
      "This browser’s request ended well before its five minutes were over.",
      ...attemptEvidence(facts),
    ],
    title: "The request was turned down",
    cause: "Somebody rejected this browser’s request, or removed it.",
    next: "Talk to whoever runs the gateway. If it was a mistake, ask again and have the new request approved.",
    commands: [LIST, approve()],
    actions: ["retry"],
  };
}

function missing(asked: readonly string[], granted: readonly string[]): readonly string[] {
  return asked.filter((scope) => !coversScope(granted, scope));
}

function list(scopes: readonly string[]): string {
  return scopes.map((scope) => describeScope(scope).value).join(", ") || "nothing";
}

/** Signed in, and not everything that was asked for was granted. */
export function fewerScopes(facts: TroubleshootFacts): Observation | null {
  const { session } = facts;
  if (!session) return null;
  const lacking = missing(facts.attempts.at(-1)?.scopes ?? [], session.scopes);
  if (lacking.length === 0) return null;
  const canAsk = session.methods.includes("device.scopes.requestUpgrade");
  return {
    id: "fewer-scopes",
    severity: "warning",
    cost: 1,
    evidence: [`Granted: ${list(session.scopes)}.`, `Asked for as well: ${list(lacking)}.`],
    title: "Signed in, with fewer rights than asked for",
    cause: `This browser may not do everything here. It lacks: ${lacking.map((scope) => describeScope(scope).title.toLowerCase()).join("; ")}.`,
    next: canAsk
      ? "Ask for more rights on the devices page, and have the request approved by a device that holds them, or on the gateway’s host."
      : "Sign in with the gateway’s token, which makes this browser ask for all rights, and have the request approved.",
    commands: [LIST, approve()],
    actions: [canAsk ? "open-device" : "open-connect"],
  };
}

/** Old gateways answer a device token that is good, but asked for too much, as if it were stale. */
export function tooNarrowToken(facts: TroubleshootFacts): Observation | null {
  const attempt = failedAttempt(facts);
  const held = facts.stored.deviceTokenScopes;
  if (attempt?.failure.code !== "AUTH_DEVICE_TOKEN_MISMATCH" || !held) return null;
  const lacking = missing(attempt.scopes, held);
  if (lacking.length === 0) return null;
  return {
    id: "token-too-narrow",
    code: attempt.failure.code,
    certainty: "guess",
    cost: 1,
    evidence: [`The stored device token covers ${list(held)}; asked for as well: ${list(lacking)}.`],
    title: "More may have been asked for than the token covers",
    cause: "Older gateways answer that as if the token were out of date.",
    next: "Sign in once with the gateway’s token: the device then asks for the rights, and can be approved.",
    commands: [LIST, approve()],
    actions: [facts.stored.hasSharedToken ? "retry" : "try-token"],
  };
}

/** Nothing failed: the page is signed in, is about to be, or was not asked to. */
export function nothingFailed({ phase, session }: TroubleshootFacts): Observation {
  const base = { severity: "info", cost: 0 } as const;
  if (session) {
    const version = safeText(session.serverVersion ?? "of unknown version", 32).plain;
    return {
      ...base,
      id: "all-well",
      evidence: [`Signed in to OpenClaw ${version}, protocol ${session.protocol}.`],
      title: "Nothing is wrong",
      cause: "This browser is signed in, with all the rights that it asked for.",
      next: "If another device cannot get in, choose it below, or paste the error that it shows.",
    };
  }
  if (phase === "idle" || phase === "blocked") {
    return {
      ...base,
      id: "not-connected",
      evidence: [],
      title: "Not connected",
      cause: "No sign-in has failed; none was tried, or it was ended here.",
      next: "Connect to a gateway first.",
      actions: ["open-connect"],
    };
  }
  return {
    ...base,
    id: "under-way",
    evidence: [],
    title: "The sign-in is under way",
    cause: "There is no answer yet.",
    next: "Wait a moment.",
  };
}
