/**
 * Every reason for which a sign-in or a call can fail, with its cause and the next step. Load it on demand: nothing
 * of it is needed while all goes well.
 */

import { safeText } from "#lib/safe-text.ts";

import { CONNECTIONS } from "./connections.ts";
import { CREDENTIALS } from "./credentials.ts";
import { DEVICES } from "./devices.ts";
import { ELSEWHERE } from "./elsewhere.ts";
import {
  STATUS,
  textOf,
  type Advice,
  type AdviceEntry,
  type Explanation,
  type FailureFacts,
} from "./explanation.ts";
import { recogniseReason } from "./recognise.ts";
import { adviseOnRequest, type RequestFacts } from "./requests.ts";

const ADVICE: ReadonlyMap<string, AdviceEntry> = new Map([
  ...CREDENTIALS,
  ...DEVICES,
  ...CONNECTIONS,
  ...ELSEWHERE,
]);

/**
 * Explains a failed sign-in or a lost session. Goes by the gateway's code; where there is none, by its words; then by
 * the close code and how far the attempt had come. Codes of future gateways are explained by what they say.
 * All text is safe to show, save `code`, which is as the gateway sent it. Never throws.
 */
export function explainConnectFailure(facts: FailureFacts): Explanation {
  for (const id of candidates(facts)) {
    const advice = lookUp(id, facts);
    if (advice) return { id, code: facts.code, ...advice };
  }
  return unknown(facts);
}

/** Ids of possible reasons, the surest first. */
function* candidates(facts: FailureFacts): Iterable<string> {
  if (facts.code !== null) yield facts.code;
  // Where this page gave up, there are no words and no close code of the gateway to go by.
  if (facts.endedBy !== undefined && facts.endedBy !== "refusal" && facts.endedBy !== "closed") {
    yield facts.endedBy;
    return;
  }
  if (facts.errorCode === "UNAVAILABLE" && /start/i.test(facts.message)) yield "starting";
  for (const text of [facts.message, facts.closeReason ?? ""]) {
    const named = recogniseReason(text);
    if (named !== null) yield named;
  }
  if (facts.code !== null) return; // a code that is not known says more than how the socket closed
  const close = facts.closeCode ?? null;
  const isUnexplained = close === 1006 || close === 1015;
  if (isUnexplained && (facts.phase === "opening" || facts.phase === undefined)) yield "never-opened";
  if (facts.phase === "opened" && (isUnexplained || close === 1000)) yield "no-challenge";
  if (close !== null) yield `closed-${close}`;
}

/** There is an entry for it: a code of gateways, or a name of ours. */
export function isKnownCode(id: string): boolean {
  return ADVICE.has(id);
}

function lookUp(id: string, facts: FailureFacts): Advice | undefined {
  const entry = ADVICE.get(id);
  return typeof entry === "function" ? entry(facts) : entry;
}

function unknown(facts: FailureFacts): Explanation {
  const { code, closeCode } = facts;
  const said = quote(facts.message || facts.closeReason || "");
  const closed = closeCode ? `The connection closed with code ${closeCode}. ` : "";
  const id = code === null ? "unknown" : "unknown-code";
  return {
    id,
    code,
    title: code === null ? "The sign-in failed" : `The gateway refused: ${quote(code, 64)}`,
    cause: `${closed}${said ? `The gateway says: ${said}` : "The gateway gives no reason."} This page does not know more about it; perhaps the gateway is newer.`,
    next: "Look at the gateway’s log, check the token and whether the device is approved, and reload this page for a newer version.",
    commands: STATUS,
    actions: ["retry"],
    stops: code !== null,
  };
}

/** Explains a call that the gateway refused, or whose outcome is not known; else like `explainConnectFailure`. */
export function explainRequestError(error: RequestFacts): Explanation {
  // The outer code says no more than that it was refused.
  const code = textOf(error.details, "code") ?? null;
  const advice = adviseOnRequest(error);
  if (advice) return { code, ...advice };
  const said = quote(error.message);
  return {
    id: "refused",
    code,
    title: "The gateway refused",
    cause: said ? `It says: ${said}` : "It gives no reason.",
    next: "Read the list again. The gateway’s log may say more.",
    commands: STATUS,
    stops: true,
  };
}

function quote(text: string, maxLength = 200): string {
  return safeText(text, maxLength).plain;
}
