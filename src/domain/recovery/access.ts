/** What this browser is allowed, and what it is not: findings that no refusal names. */

import { coversScope, describeScope } from "#domain/scopes.ts";
import { safeText } from "#lib/safe-text.ts";

import { attemptEvidence } from "./evidence.ts";
import { approve, LIST } from "./explanation.ts";
import { attemptsAtTarget, failedAttempt, type TroubleshootFacts } from "./facts.ts";
import type { Observation } from "./finding.ts";

/** Somebody rejected this browser’s request. */
export function turnedDown(facts: TroubleshootFacts): Observation | null {
  const failure = failedAttempt(facts)?.failure;
  if (!facts.isTurnedDown || !failure) return null;
  return {
    id: "turned-down",
    code: failure.code,
    severity: "blocking",
    certainty: "likely",
    cost: 0,
    evidence: [
      "This browser’s request ended well before its five minutes were over.",
      ...attemptEvidence(facts),
    ],
    advice: {
      title: "The request was turned down",
      cause: "Somebody rejected this browser’s request, or removed it.",
      next: "Speak with whoever runs the gateway. If it was a mistake, ask again and have the new request approved.",
      commands: [LIST, approve(undefined)],
      actions: ["retry"],
      stops: true,
    },
  };
}

function missing(asked: readonly string[], granted: readonly string[]): readonly string[] {
  return asked.filter((scope) => !coversScope(granted, scope));
}

/** Signed in, and not everything that was asked for was granted. */
export function fewerScopes(facts: TroubleshootFacts): Observation | null {
  const { session, phase } = facts;
  if (phase !== "connected" || !session) return null;
  const lacking = missing(attemptsAtTarget(facts).at(-1)?.scopes ?? [], session.scopes);
  if (lacking.length === 0) return null;
  const names = lacking.map((scope) => describeScope(scope));
  const canAsk = session.methods.includes("device.scopes.requestUpgrade");
  return {
    id: "fewer-scopes",
    severity: "warning",
    certainty: "sure",
    cost: 1,
    evidence: [
      `Granted: ${session.scopes.map((scope) => describeScope(scope).value).join(", ") || "nothing"}.`,
      `Asked for as well: ${names.map(({ value }) => value).join(", ")}.`,
    ],
    advice: {
      title: "Signed in, with fewer rights than asked for",
      cause: `This browser may not do everything here. It lacks: ${names.map(({ title }) => title.toLowerCase()).join("; ")}.`,
      next: canAsk
        ? "Ask for more rights on the devices page, and have the request approved by a device that holds them, or on the gateway’s host."
        : "Sign in with the gateway’s token, which makes this browser ask for all rights, and have the request approved.",
      commands: [LIST, approve(undefined)],
      actions: canAsk ? ["open-device"] : ["open-connect"],
      stops: false,
    },
  };
}

/** Old gateways answer a device token that is good, but asked for too much, as if it were stale. */
export function tooNarrowToken(facts: TroubleshootFacts): Observation | null {
  const attempt = failedAttempt(facts);
  const held = facts.stored.deviceTokenScopes;
  if (attempt?.failure.code !== "AUTH_DEVICE_TOKEN_MISMATCH" || !held) return null;
  const lacking = missing(attempt.scopes, held);
  if (lacking.length === 0 || (facts.session && facts.session.protocol > 3)) return null;
  return {
    id: "token-too-narrow",
    code: attempt.failure.code,
    severity: "blocking",
    certainty: facts.session ? "likely" : "guess",
    cost: 1,
    evidence: [
      `The stored device token covers ${held.map((scope) => describeScope(scope).value).join(", ") || "nothing"}; asked for as well: ${lacking.map((scope) => describeScope(scope).value).join(", ")}.`,
      ...(facts.session ? ["The gateway is an older one (protocol 3)."] : []),
    ],
    advice: {
      title: "Perhaps more was asked for than the token covers",
      cause: "Older gateways answer that as if the token were out of date.",
      next: "Sign in once with the gateway’s token: the device then asks for the rights, and can be approved.",
      commands: [LIST, approve(undefined)],
      actions: [facts.stored.hasSharedToken ? "retry" : "try-token"],
      stops: true,
    },
  };
}

/** Nothing failed: the page is signed in, is about to be, or was not asked to. */
export function quiet(facts: TroubleshootFacts): Observation {
  const { phase, session } = facts;
  const isOpen = phase === "connected";
  const isBusy = phase === "opening" || phase === "authenticating" || phase === "waiting";
  const version = session?.version ? ` ${safeText(session.version, 32).plain}` : "";
  return {
    id: isOpen ? "all-well" : isBusy ? "under-way" : "not-connected",
    severity: "info",
    certainty: "sure",
    cost: 0,
    evidence:
      isOpen && session
        ? [
            `Signed in to gateway${version}, protocol ${session.protocol}, with all rights that were asked for.`,
          ]
        : [],
    advice: isOpen
      ? {
          title: "Nothing is wrong",
          cause: "This browser is signed in, with all the rights that it asked for.",
          next: "If another device cannot get in, choose it below, or paste the error that it shows.",
          stops: false,
        }
      : {
          title: isBusy ? "The sign-in is under way" : "Not connected",
          cause: isBusy
            ? "There is no answer yet."
            : "No sign-in has failed; none was tried, or it was ended here.",
          next: isBusy ? "Wait a moment." : "Connect to a gateway first.",
          actions: isBusy ? [] : ["open-connect"],
          stops: false,
        },
  };
}
