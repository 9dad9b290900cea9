/** The troubleshooter: facts in, findings out. Pure. Load it on demand. */

import { safeText } from "#lib/safe-text.ts";

import { fewerScopes, quiet, tooNarrowToken, turnedDown } from "./access.ts";
import { alreadyTried, attemptEvidence, clockEvidence, probeEvidence, quote } from "./evidence.ts";
import { explainConnectFailure, explainRequestError } from "./explain.ts";
import type { Explanation, FailureFacts } from "./explanation.ts";
import { failedAttempt, type AttemptFailure, type TroubleshootFacts } from "./facts.ts";
import { pauseEndMs } from "./lockout.ts";
import { explainPasted, type PastedError } from "./paste.ts";
import { stepsOf, type Finding, type Observation, type Who } from "./finding.ts";
import { clockProblem, observeSurroundings } from "./surroundings.ts";
import { FAILED_CALLS, type RequestFacts } from "./requests.ts";

const CERTAINTIES: readonly Finding["certainty"][] = ["sure", "likely", "guess"];
/** Explanations that the closing of a socket only suggests. */
const GUESSED = new Set([
  "never-opened",
  "not-opened",
  "closed-1006",
  "closed-1008",
  "closed-1015",
  "unknown",
]);
const LIKELY = new Set([
  "AUTH_UNAUTHORIZED",
  "no-challenge",
  "no-answer",
  "unknown-code",
  "closed-4001",
  "page",
]);
/** They pass by themselves. */
const PASSING = new Set(["starting", "closed-1012", "closed-1013", "slow-consumer", "auth-changed"]);

/**
 * What is wrong for this browser, the likeliest first, and among the equally likely what is cheapest to test. Never
 * empty: where nothing is wrong, it says so. Never throws. All text is safe to show, save `code`.
 */
export function findingsFor(facts: TroubleshootFacts): readonly Finding[] {
  const failed = failedAttempt(facts);
  const observed = [
    ...observeSurroundings(facts),
    clockProblem(facts),
    turnedDown(facts),
    fewerScopes(facts),
    tooNarrowToken(facts),
    failed && ofFailure(facts, failed.failure),
  ].filter((one) => one !== null);
  const found = observed.length > 0 ? observed : [quiet(facts)];
  return found.toSorted(byLikelihood).map((one) => toFinding(one, facts));
}

/**
 * A finding for nothing but a code of the gateway, a close code (`closed-1008`) or an id of ours, for links such as
 * `#/troubleshoot/AUTH_TOKEN_MISMATCH`. The steps are words and commands; what the page can do needs the facts.
 */
export function findingForCode(code: string): Finding {
  const call = FAILED_CALLS.get(code);
  if (call) return { ...findingForRequest(call), evidence: [] };
  const close = /^closed-(\d{4})$/.exec(code)?.[1];
  if (close !== undefined) {
    const facts = { code: null, message: "", closeCode: Number(close), phase: "connected" } as const;
    return findingForFailure(facts, "elsewhere");
  }
  const finding = findingForFailure({ code, message: "" }, "elsewhere");
  return /^[a-z]/.test(code) ? { ...finding, code: null } : finding;
}

/**
 * A finding for a failure that this page did not record: one that was pasted, or another device's.
 *
 * @param who whom the steps are for; `elsewhere` gives words and commands only
 */
export function findingForFailure(failure: FailureFacts, who: Who): Finding {
  const explanation = explainConnectFailure(failure);
  return {
    ...ofExplanation(explanation),
    evidence: [],
    alreadyTried: [],
    steps: stepsOf(explanation, who),
  };
}

/** A finding for a call that the gateway refused, or whose outcome is not known. */
export function findingForRequest(error: RequestFacts): Finding {
  const explanation = explainRequestError(error);
  const said = quote(error.message);
  return {
    ...ofExplanation(explanation),
    evidence: said === "" ? [] : [`The gateway said: ${said}`],
    alreadyTried: [],
    steps: stepsOf(explanation, "this-browser"),
  };
}

/**
 * A finding for an error that was pasted.
 *
 * @param who `device` where the error names a device that is paired here, else `elsewhere`
 */
export function findingForPasted(pasted: PastedError, who: Who): Finding {
  const explanation = explainPasted(pasted);
  return {
    ...ofExplanation(explanation),
    evidence: pasted.message === "" ? [] : [`From what you pasted: ${pasted.message}`],
    alreadyTried: [],
    steps: stepsOf(explanation, who),
  };
}

function ofExplanation(explanation: Explanation): Omit<Finding, "evidence" | "alreadyTried" | "steps"> {
  const { id, code, title, cause } = explanation;
  const certainty = GUESSED.has(id) ? "guess" : LIKELY.has(id) ? "likely" : "sure";
  return { id, code, title, cause, certainty, severity: PASSING.has(id) ? "warning" : "blocking" };
}

function ofFailure(facts: TroubleshootFacts, failure: AttemptFailure): Observation | null {
  const explanation = explainConnectFailure({ ...failure, context: contextOf(facts) });
  const { id, code, title, cause, severity, ...found } = ofExplanation(explanation);
  const probed = facts.probe?.kind;
  const isUnopened = id === "never-opened" || id === "not-opened";
  // The surroundings say more about these.
  if (isUnopened && probed === "answered") return null;
  if (id === "never-opened" && probed === "no-answer") return null;
  const certainty = id === "not-opened" && probed === "no-answer" ? "likely" : found.certainty;
  // Somebody said no: to wait for approval would be to wait for nothing.
  if (id === "PAIRING_REQUIRED" && facts.isTurnedDown) return null;
  const isStale = id === "AUTH_TOKEN_MISMATCH" && failedAttempt(facts)?.credential === "device-token";
  return {
    id: isStale ? "stale-device-token" : id,
    code,
    severity,
    certainty,
    cost: certainty === "guess" ? 3 : 2,
    evidence: [
      ...attemptEvidence(facts),
      ...(id === "CONTROL_UI_ORIGIN_NOT_ALLOWED"
        ? [
            `This page’s address, as the browser tells it to gateways, is ${safeText(facts.page.origin, 200).plain}.`,
          ]
        : []),
      ...(isUnopened ? probeEvidence(facts) : []),
      ...(id.startsWith("DEVICE_AUTH_") ? clockEvidence(facts) : []),
    ],
    advice: { ...explanation, title, cause },
  };
}

function contextOf(facts: TroubleshootFacts): NonNullable<FailureFacts["context"]> {
  const { page, stored, target, deviceId } = facts;
  return {
    pageOrigin: page.origin,
    credential: failedAttempt(facts)?.credential ?? null,
    hasDeviceToken: stored.hasDeviceToken,
    hasShared: stored.hasSharedToken || stored.hasPassword,
    ...(target && { gatewayUrl: target.url }),
    ...(deviceId !== null && { deviceId }),
  };
}

function byLikelihood(a: Observation, b: Observation): number {
  return CERTAINTIES.indexOf(a.certainty) - CERTAINTIES.indexOf(b.certainty) || a.cost - b.cost;
}

function toFinding(
  { id, code = null, severity, certainty, evidence, advice }: Observation,
  facts: TroubleshootFacts,
): Finding {
  const failure = failedAttempt(facts)?.failure;
  const untilMs = failure ? pauseEndMs(failure) : undefined;
  return {
    id,
    code,
    severity,
    certainty,
    title: advice.title,
    cause: advice.cause,
    evidence,
    alreadyTried: alreadyTried(facts),
    steps: stepsOf(advice, "this-browser", untilMs),
  };
}
