/** Requests that a gateway refuses, and requests whose outcome is not known. */

import { devicesCommand } from "#domain/cli.ts";
import { describeScope } from "#domain/scopes.ts";
import { safeText } from "#lib/safe-text.ts";
import { tableOf } from "#lib/table.ts";
import { detailOf, textOf, type Advice, type Explanation } from "./advice.ts";
import { LIST, STATUS, UPDATE } from "./commands.ts";

/** What is known about a request that failed; `GatewayRequestError` of the gateway layer fits. */
export interface RequestFacts {
  readonly code?: string | null;
  readonly message: string;
  readonly details?: unknown;
  /** `refused`: the gateway said no; `not-sent`: nothing was done; `outcome-unknown`: it may have been done. */
  readonly kind?: "refused" | "not-sent" | "outcome-unknown";
}

const lostAnswer: Advice = {
  title: "The connection was lost before the answer",
  cause: "The request was sent. Whether the gateway carried it out is not known.",
  next: "Look at the list as it is now before you do it again.",
};

/** By the id of the reason. */
const ADVICE = tableOf<Advice | ((request: RequestFacts) => Advice)>({
  "not-sent": {
    title: "Not connected",
    cause: "There was no connection to the gateway, so nothing was sent and nothing was done.",
    next: "Try again as soon as the page is connected.",
  },
  timeout: { ...lostAnswer, title: "The gateway did not answer in time" },
  "outcome-unknown": lostAnswer,
  "missing-scope": missingScope,
  "wrong-role": {
    title: "The role does not fit",
    cause:
      "This action is for another kind of device, or the rights that were asked for do not belong to its role.",
    next: "Have the device ask again, with rights that belong to its role.",
  },
  "unknown-request": {
    title: "This request is gone",
    cause:
      "It is older than five minutes, was answered elsewhere, or was replaced because the device asked for something else. A device’s ID in the place of a request’s ID gives the same answer.",
    next: "If the device still needs approval, it asks again: look for a new request.",
    commands: [LIST],
  },
  "unknown-device": {
    title: "The gateway cannot find this device",
    cause: "It was removed in the meantime, or it has no token for this role.",
    next: "Refresh the list.",
    commands: [LIST],
  },
  denied,
  "unknown-method": {
    title: "This gateway cannot do that",
    cause: "Its version does not have this function.",
    next: "Update the gateway, if you need it.",
    commands: [UPDATE],
  },
  "invalid-params": {
    title: "The gateway did not accept what was sent",
    cause: "A value is missing, too long, or of a kind that this version does not know.",
    next: "Check what you entered. If it looks right, please report it with the diagnostics.",
  },
  "rate-limited": {
    title: "Too many changes within a minute",
    cause:
      "The gateway counts changes of its configuration, refused ones too; older gateways take three a minute. Nothing was changed.",
    next: "Wait a minute, then try again.",
  },
  unavailable: {
    title: "The gateway cannot do that right now",
    cause: "It is starting, restarting or overloaded. Nothing was done.",
    next: "Try again in a moment.",
  },
});

/** Old gateways name the scope in words, new ones in the details. */
function missingScope({ message, details }: RequestFacts): Advice {
  const scope = namedScope(message, details);
  const right = scope === undefined ? null : describeScope(scope);
  return {
    title: "This device may not do that",
    cause: right
      ? `It needs the right ${right.value}${right.isKnown ? ` (${right.title.toLowerCase()})` : ""}, or must be an administrator. To approve another device, it must hold every right that is approved.`
      : "It lacks a right that the action needs, and is no administrator.",
    next: "Use a device that may do this, or have the rights of this one extended and approved.",
    commands: [LIST],
    actions: ["open-device"],
  };
}

function namedScope(message: string, details: unknown): string | undefined {
  return textOf(details, "missingScope") ?? /missing scope: (\S+)/i.exec(message)?.[1];
}

const DENIED = tableOf({
  approval: "approve this request",
  rejection: "reject this request",
  removal: "remove this device",
  rename: "rename this device",
  rotation: "rotate this token",
  revocation: "revoke this token",
});

function denied({ message, details }: RequestFacts): Advice {
  if (textOf(details, "reason") === "scope-outside-approved-baseline") return tooWideToken(details);
  const action = /(?:device|node) (?:pairing|token) (\w+) denied/i.exec(message)?.[1]?.toLowerCase();
  return {
    title: `This device may not ${DENIED.get(action ?? "") ?? "do that"}`,
    cause:
      "A device that is no administrator can only manage itself, and only within its own rights. The gateway gives the same answer when the request or device no longer exists.",
    next: "Refresh the list. If it is still there, use a device that is an administrator.",
    commands: [LIST],
  };
}

/** The reply says only "denied"; the reason stands in the gateway's log. */
function tooWideToken(details: unknown): Advice {
  const deviceId = textOf(details, "deviceId") ?? "DEVICE_ID";
  const isOperator = textOf(details, "role") === "operator";
  const role = isOperator ? "operator" : "node";
  const scopes = isOperator ? ["operator.read"] : [];
  return {
    title: "The token holds more scopes than its device was approved for",
    cause:
      "Rotating keeps a token’s scopes unless others are named, and the gateway makes no token that goes beyond the approval. Tokens of nodes that were paired with an older version hold scopes that no node needs.",
    next: isOperator
      ? "Have an administrator rotate it with approved scopes only, or have the device ask for the others and approve them first."
      : "Have an administrator rotate the node’s token with no scopes. Then restart the node, signed in with the gateway’s token or password, so that it fetches the new one.",
    commands: [
      LIST,
      {
        label: isOperator
          ? "Rotate with approved scopes only, for example"
          : "Rotate the node’s token with no scopes, as an administrator",
        command: devicesCommand({ kind: "rotate", deviceId, role, scopes }),
      },
    ],
  };
}

/** Explains a request that the gateway refused, or whose outcome is not known. */
export function explainRequestError(request: RequestFacts): Explanation {
  const known = explainRequestById(reasonOf(request) ?? "", request);
  if (known) return known;
  const said = safeText(request.message, 200).plain;
  return {
    id: "refused",
    code: textOf(request.details, "code") ?? null,
    title: "The gateway refused",
    cause: said ? `It says: ${said}` : "It gives no reason.",
    next: "Refresh the list. The gateway’s log may say more.",
    commands: STATUS,
  };
}

/** Explains a reason by its id, with what is known beside; null where there is no such reason. */
export function explainRequestById(id: string, request: RequestFacts = { message: "" }): Explanation | null {
  const entry = ADVICE.get(id);
  if (!entry) return null;
  const advice = typeof entry === "function" ? entry(request) : entry;
  return { id, code: textOf(request.details, "code") ?? null, ...advice };
}

/** By what this page knows of its own request, then by the gateway's words. */
function reasonOf({ kind, code, message, details }: RequestFacts): string | null {
  if (kind === "not-sent" || (kind === undefined && /not connected/i.test(message))) return "not-sent";
  if (kind !== "refused" && /time[d]?[ -]?out/i.test(message)) return "timeout";
  const isLost = /gateway closed|connection (?:lost|closed)/i.test(message);
  if (kind === "outcome-unknown" || (kind === undefined && isLost)) return "outcome-unknown";
  if (namedScope(message, details) !== undefined) return "missing-scope";
  for (const [words, id] of WORDS) if (words.test(message)) return id;
  return code === "UNAVAILABLE" || detailOf(details, "retryable") === true ? "unavailable" : null;
}

const WORDS: readonly (readonly [RegExp, id: string])[] = [
  [/unauthorized role|invalid scope for requested roles/i, "wrong-role"],
  [/unknown requestid|no pending device request/i, "unknown-request"],
  [/unknown (?:device|node)id/i, "unknown-device"],
  [
    /(?:device|node) (?:pairing|token) (?:approval|rejection|removal|rename|rotation|revocation) denied/i,
    "denied",
  ],
  [/unknown method/i, "unknown-method"],
  [/^rate limit exceeded for/i, "rate-limited"],
  [/^invalid .*params|label required/i, "invalid-params"],
];
