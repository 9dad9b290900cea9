/**
 * Every reason for which a sign-in can fail or a session can end, with its cause and the next step. Load it on demand:
 * nothing of it is needed while all goes well.
 */

import { titleOfCode } from "#domain/connection/code-titles.ts";
import { isOfBrowser, pageEnding } from "#domain/connection/failure.ts";
import { safeText } from "#lib/safe-text.ts";
import type { CodeEntry, Explanation, FailureFacts } from "./advice.ts";
import { STATUS } from "./commands.ts";
import { CLI_AND_PROXY } from "./error-codes/cli-and-proxy.ts";
import { CONNECTION } from "./error-codes/connection.ts";
import { CREDENTIALS } from "./error-codes/credentials.ts";
import { DEVICE_IDENTITY } from "./error-codes/device-identity.ts";
import { ORIGIN_AND_VERSION } from "./error-codes/origin-and-version.ts";
import { phraseReason } from "./pasted-error/phrases.ts";

const ENTRIES: ReadonlyMap<string, CodeEntry> = new Map([
  ...CREDENTIALS,
  ...DEVICE_IDENTITY,
  ...ORIGIN_AND_VERSION,
  ...CONNECTION,
  ...CLI_AND_PROXY,
]);

/** Whether there is an entry for a code of gateways or a name of ours. */
export function isKnownCode(id: string): boolean {
  return ENTRIES.has(id);
}

/**
 * Explains a failed sign-in or a lost session: by the gateway's code, else by its words, else by the close code and how
 * far the attempt had come. Codes of future gateways are explained by what they say. Never throws.
 */
export function explainConnectFailure(failure: FailureFacts): Explanation {
  const { code } = failure;
  for (const id of candidates(failure)) {
    const entry = ENTRIES.get(id);
    const advice = typeof entry === "function" ? entry(failure) : entry;
    if (advice) return { id, code, title: titleOfCode(id) ?? "", ...advice };
  }
  return unknown(failure);
}

/** Ids of possible reasons, the surest first. */
function* candidates({ code, errorCode, endedBy, message, ...failure }: FailureFacts): Iterable<string> {
  const { closeReason = "", closeCode: close = null, phase } = failure;
  if (code !== null) yield code;
  // Where this page or browser ended it, there are no words and no close code of the gateway to go by.
  if (endedBy !== undefined && (isOfBrowser(endedBy) || pageEnding(endedBy) !== null)) {
    yield endedBy;
    return;
  }
  if (errorCode === "UNAVAILABLE" && /start/i.test(message)) yield "starting";
  for (const text of [message, closeReason]) {
    const reason = phraseReason(text);
    if (reason !== null) yield reason;
  }
  // A code that is not known says more than how the socket closed.
  if (code !== null || close === null) return;
  const isUnexplained = close === 1006 || close === 1015;
  if (isUnexplained && (phase === "opening" || phase === undefined)) yield "never-opened";
  if (phase === "opened" && (isUnexplained || close === 1000)) yield "no-challenge";
  yield `closed-${close}`;
}

function unknown({ code, closeCode, message, closeReason = "" }: FailureFacts): Explanation {
  const said = safeText(message || closeReason, 200).plain;
  const closed = closeCode ? `The connection closed with code ${closeCode}. ` : "";
  return {
    ...(code === null
      ? { id: "unknown", code, title: "The sign-in failed", certainty: "guess" }
      : {
          id: "unknown-code",
          code,
          title: `The gateway refused: ${safeText(code, 64).plain}`,
          certainty: "likely",
        }),
    cause: `${closed}${said ? `The gateway says: ${said}` : "The gateway gives no reason."} This page does not know more about it; the gateway may be newer.`,
    next: "Check the gateway’s log, the token and whether the device is approved, and reload this page for a newer version.",
    commands: STATUS,
    actions: ["retry"],
  };
}
