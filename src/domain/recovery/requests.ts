/** Calls that a gateway refuses, and calls whose outcome is not known. */

import { devicesCommand } from "#domain/cli.ts";
import { describeScope } from "#domain/scopes.ts";
import { tableOf } from "#lib/table.ts";

import { LIST, propertyOf, textOf, type Advice } from "./explanation.ts";

/** What is known about a call that failed; `GatewayRequestError` of the gateway layer fits. */
export interface RequestFacts {
  readonly code?: string | null;
  readonly message: string;
  readonly details?: unknown;
  /** `refused`: the gateway said no; `not-sent`: nothing was done; `outcome-unknown`: it may have been done. */
  readonly kind?: "refused" | "not-sent" | "outcome-unknown";
}

interface RequestAdvice extends Advice {
  readonly id: string;
}

/** What gateways and this page say of calls that fail, by the id of the reason. */
export const FAILED_CALLS = tableOf<RequestFacts>({
  "missing-scope": { message: "missing scope" },
  "wrong-role": { message: "unauthorized role" },
  "unknown-request": { message: "unknown requestId" },
  "unknown-device": { message: "unknown deviceId" },
  denied: { message: "denied" },
  "unknown-method": { message: "unknown method" },
  "invalid-params": { message: "invalid request params" },
  unavailable: { message: "", code: "UNAVAILABLE" },
  timeout: { message: "timeout", kind: "outcome-unknown" },
  "outcome-unknown": { message: "", kind: "outcome-unknown" },
  "not-sent": { message: "", kind: "not-sent" },
});

const WHICH_RIGHTS = "Use a device that may do this, or have the rights of this one extended and approved.";

const DENIED = tableOf({
  approval: "approve this request",
  rejection: "reject this request",
  removal: "remove this device",
  rename: "rename this device",
  rotation: "rotate this token",
  revocation: "revoke this token",
});

/** The table for refused calls, by what the gateway says. */
export function adviseOnRequest(facts: RequestFacts): RequestAdvice | null {
  return transport(facts) ?? missingRight(facts) ?? vanished(facts.message) ?? denied(facts) ?? unfit(facts);
}

function transport({ kind, message }: RequestFacts): RequestAdvice | null {
  if (kind === "not-sent" || (kind === undefined && /not connected/i.test(message))) {
    return {
      id: "not-sent",
      title: "Not connected",
      cause: "There was no connection to the gateway, so nothing was sent and nothing was done.",
      next: "Try again as soon as the page is connected.",
      stops: false,
    };
  }
  const isTimeout = /time[d]?[ -]?out/i.test(message);
  const isLost =
    kind === "outcome-unknown" ||
    (kind === undefined && /gateway closed|connection (?:lost|closed)/i.test(message));
  if (!isLost && !(isTimeout && kind !== "refused")) return null;
  return {
    id: isTimeout ? "timeout" : "outcome-unknown",
    title: isTimeout ? "The gateway did not answer in time" : "The connection was lost before the answer",
    cause: "The request was sent. Whether the gateway carried it out is not known.",
    next: "Look at the list as it is now before you do it again.",
    stops: false,
  };
}

/** Old gateways say it in words, new ones in the details; the words are the same. */
function missingRight({ message, details }: RequestFacts): RequestAdvice | null {
  const scope = textOf(details, "missingScope") ?? /missing scope: (\S+)/i.exec(message)?.[1];
  if (scope !== undefined) {
    const right = describeScope(scope);
    const name = right.isKnown ? `${right.value} (${right.title.toLowerCase()})` : right.value;
    return {
      id: "missing-scope",
      title: "This device may not do that",
      cause: `It needs the right ${name}, or must be an administrator. To approve another device one must hold every right that is approved.`,
      next: WHICH_RIGHTS,
      commands: [LIST],
      actions: ["open-device"],
      stops: true,
    };
  }
  if (/^missing scope$/i.test(message)) {
    return {
      id: "missing-scope",
      title: "This device may not do that",
      cause: "It lacks a right that the action needs, and is no administrator.",
      next: WHICH_RIGHTS,
      commands: [LIST],
      actions: ["open-device"],
      stops: true,
    };
  }
  if (!/unauthorized role|invalid scope for requested roles/i.test(message)) return null;
  return {
    id: "wrong-role",
    title: "The role does not fit",
    cause:
      "This action is for another kind of device, or the rights that were asked for do not belong to its role.",
    next: "Let the device ask again, with rights that belong to its role.",
    stops: true,
  };
}

function vanished(message: string): RequestAdvice | null {
  if (/unknown requestid|no pending device request/i.test(message)) {
    return {
      id: "unknown-request",
      title: "This request is gone",
      cause:
        "It is older than five minutes, was answered elsewhere, or was replaced because the device asked for something else. A device’s ID in the place of a request’s ID gives the same answer.",
      next: "If the device still wants in, it asks again: look for a new request.",
      commands: [LIST],
      stops: true,
    };
  }
  if (/unknown deviceid/i.test(message)) {
    return {
      id: "unknown-device",
      title: "This device is not there any more",
      cause: "It was removed in the meantime, or it has no token for this role.",
      next: "Read the list again.",
      commands: [LIST],
      stops: true,
    };
  }
  return null;
}

function denied({ message, details }: RequestFacts): RequestAdvice | null {
  const what =
    /device (?:pairing|token) (approval|rejection|removal|rename|rotation|revocation) denied/i.exec(
      message,
    )?.[1];
  if (what === undefined && !/^denied$/i.test(message)) return null;
  if (textOf(details, "reason") === "scope-outside-approved-baseline") return tooWideToken(details);
  return {
    id: "denied",
    title: `This device may not ${DENIED.get(what?.toLowerCase() ?? "") ?? "do that"}`,
    cause:
      "A device that is no administrator can only manage itself, and only within its own rights. The gateway gives the same answer when what it is about does not exist any more.",
    next: "Read the list again. If it is still there, use a device that is an administrator.",
    commands: [LIST],
    stops: true,
  };
}

/** The reply says only "denied"; the reason stands in the gateway's log. */
function tooWideToken(details: unknown): RequestAdvice {
  const deviceId = textOf(details, "deviceId") ?? "DEVICE_ID";
  const role = textOf(details, "role");
  const isOperator = role === "operator";
  return {
    id: "denied",
    title: "The token holds more scopes than its device was approved for",
    cause:
      "Rotating keeps a token’s scopes unless others are named, and the gateway makes no token that goes beyond the approval. Tokens of nodes that were paired with an older version hold scopes that no node needs.",
    next: isOperator
      ? "Have an administrator rotate it with approved scopes only, or have the device ask for the others and approve them first."
      : "Have an administrator rotate the node’s token with no scopes. Then restart the node, signed in with the gateway’s token or password, so that it fetches the new one.",
    commands: [
      LIST,
      isOperator
        ? {
            label: "Rotate with approved scopes only, for example",
            command: devicesCommand({ kind: "rotate", deviceId, role, scopes: ["operator.read"] }),
          }
        : {
            label: "Rotate the node’s token with no scopes, as an administrator",
            command: devicesCommand({ kind: "rotate", deviceId, role: "node", scopes: [] }),
          },
    ],
    stops: true,
  };
}

function unfit({ code, message, details }: RequestFacts): RequestAdvice | null {
  if (/unknown method/i.test(message)) {
    return {
      id: "unknown-method",
      title: "This gateway cannot do that",
      cause: "Its version does not know this function.",
      next: "Update the gateway, if you need it.",
      commands: [{ label: "Update the gateway", command: "openclaw update" }],
      stops: true,
    };
  }
  if (/^invalid .*params|label required/i.test(message)) {
    return {
      id: "invalid-params",
      title: "The gateway did not accept what was sent",
      cause: "A value is missing, too long, or of a kind that this version does not know.",
      next: "Check what you entered. If it looks right, please report it with the diagnostics.",
      stops: true,
    };
  }
  if (code !== "UNAVAILABLE" && propertyOf(details, "retryable") !== true) return null;
  return {
    id: "unavailable",
    title: "The gateway cannot do that right now",
    cause: "It is starting, restarting or has too much to do. Nothing was done.",
    next: "Try again in a moment.",
    stops: false,
  };
}
