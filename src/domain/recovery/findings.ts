/** The troubleshooter: facts in, findings out. Pure; load it on demand. */

import { redactSecrets } from "#domain/redact.ts";
import { safeText } from "#lib/safe-text.ts";
import type { FailureFacts } from "./advice.ts";
import { alreadyTried, attemptEvidence, clockEvidence, probeEvidence } from "./attempt-history.ts";
import { explainConnectFailure } from "./connect-errors.ts";
import { toFinding, type Finding, type Observation, type Who } from "./finding.ts";
import { clockProblem, networkProblems } from "./network-checks.ts";
import { explainPastedError, type PastedError } from "./pasted-error/parse.ts";
import { fewerScopes, nothingFailed, tooNarrowToken, turnedDown } from "./permission-checks.ts";
import { pauseEndMs } from "./rate-limit.ts";
import { explainRequestById, explainRequestError, type RequestFacts } from "./request-errors.ts";
import { failedAttempt, type FailedAttempt, type TroubleshootFacts } from "./troubleshoot-facts.ts";

const CERTAINTIES: readonly Finding["certainty"][] = ["sure", "likely", "guess"];

/**
 * What is wrong for this browser: the most likely first, and of equally likely ones the cheapest to test. Never empty:
 * where nothing is wrong, it says so. Never throws.
 */
export function findingsFor(facts: TroubleshootFacts): readonly Finding[] {
  const failed = failedAttempt(facts);
  const observed = [
    ...networkProblems(facts),
    clockProblem(facts),
    turnedDown(facts),
    fewerScopes(facts),
    tooNarrowToken(facts),
    failed && ofFailure(facts, failed),
  ].filter((one) => one !== null);
  const untilMs = failed ? pauseEndMs(failed.failure) : undefined;
  return (observed.length > 0 ? observed : [nothingFailed(facts)])
    .toSorted((a, b) => certaintyRank(a) - certaintyRank(b) || a.cost - b.cost)
    .map(({ code = null, evidence, ...advice }) =>
      toFinding({ code, ...advice }, "this-browser", {
        evidence,
        alreadyTried: alreadyTried(facts),
        untilMs,
      }),
    );
}

function certaintyRank({ certainty = "sure" }: Observation): number {
  return CERTAINTIES.indexOf(certainty);
}

/**
 * A finding for a code of the gateway, a close code (`closed-1008`) or an id of ours alone, for links such as
 * `#/troubleshoot/AUTH_TOKEN_MISMATCH`. Its steps are words and commands; what the page can do depends on the facts.
 */
export function findingForCode(code: string): Finding {
  const call = explainRequestById(code);
  if (call) return toFinding(call, "this-browser");
  const close = /^closed-(\d{4})$/.exec(code)?.[1];
  if (close !== undefined) {
    return findingForFailure(
      { code: null, message: "", closeCode: Number(close), phase: "connected" },
      "elsewhere",
    );
  }
  const finding = findingForFailure({ code, message: "" }, "elsewhere");
  return /^[a-z]/.test(code) ? { ...finding, code: null } : finding;
}

/** A finding for a failure of which nothing else is known. */
export function findingForFailure(failure: FailureFacts, who: Who): Finding {
  return toFinding(explainConnectFailure(failure), who);
}

/** A finding for a call that the gateway refused, or whose outcome is not known. */
export function findingForRequest(error: RequestFacts): Finding {
  const said = redactSecrets(safeText(error.message, 200).plain);
  return toFinding(explainRequestError(error), "this-browser", {
    evidence: said === "" ? [] : [`The gateway said: ${said}`],
  });
}

/** @param who `device` where the error names a device that is paired here, else `elsewhere` */
export function findingForPasted(pasted: PastedError, who: Who): Finding {
  return toFinding(explainPastedError(pasted), who, {
    evidence: pasted.message === "" ? [] : [`From what you pasted: ${pasted.message}`],
  });
}

function ofFailure(facts: TroubleshootFacts, { failure, credential }: FailedAttempt): Observation | null {
  const { page, stored, target, deviceId, probe } = facts;
  const explanation = explainConnectFailure({
    ...failure,
    context: {
      pageOrigin: page.origin,
      credential,
      hasDeviceToken: stored.deviceTokenScopes !== null,
      hasShared: stored.hasSharedToken || stored.hasPassword,
      ...(target && { gatewayUrl: target.url }),
      ...(deviceId !== null && { deviceId }),
    },
  });
  const { id } = explanation;
  const isUnopened = id === "never-opened" || id === "not-opened";
  // The network checks say more about these.
  if (isUnopened && probe === "answered") return null;
  if (id === "never-opened" && probe === "no-answer") return null;
  // Somebody said no: to wait for approval would be to wait for nothing.
  if (id === "PAIRING_REQUIRED" && facts.isTurnedDown) return null;
  const certainty = id === "not-opened" && probe === "no-answer" ? "likely" : explanation.certainty;
  return {
    ...explanation,
    id: id === "AUTH_TOKEN_MISMATCH" && credential === "device-token" ? "stale-device-token" : id,
    certainty,
    cost: certainty === "guess" ? 3 : 2,
    evidence: [
      ...attemptEvidence(facts),
      ...(id === "CONTROL_UI_ORIGIN_NOT_ALLOWED"
        ? [`The browser gives gateways ${safeText(page.origin, 200).plain} as the address of this page.`]
        : []),
      ...(isUnopened ? probeEvidence(facts) : []),
      ...(id.startsWith("DEVICE_AUTH_") ? clockEvidence(facts) : []),
    ],
  };
}
