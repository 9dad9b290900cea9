/** Makes entries of what gateways and devices say: only what is named here is kept, and none of it at any length. */

import type { RequestSeen, Write, WriteAction, WriteOutcome } from "./activity.ts";
import type { DeviceFacts, PairingRequest } from "./device.ts";
import { redactSecrets } from "./redact.ts";

const NAME_LENGTH = 200;
const MESSAGE_LENGTH = 300;
const WORD_LENGTH = 100;
const WORD_COUNT = 32;
/** Redaction looks at no more than this of a message. */
const MESSAGE_WINDOW = 4_000;

const ACTIONS: ReadonlyMap<string, WriteAction> = new Map([
  ["device.pair.approve", "approve"],
  ["device.pair.reject", "reject"],
  ["device.pair.remove", "remove"],
  ["device.pair.rename", "rename"],
  ["device.token.rotate", "rotate"],
  ["device.token.revoke", "revoke"],
]);

/** A device's name to keep: the operator's label or what it calls itself, raw, cut. */
export function nameToKeep(
  device: (Partial<DeviceFacts> & { readonly operatorLabel?: string | undefined }) | undefined,
): string | undefined {
  const name = device?.operatorLabel || device?.displayName || device?.clientId;
  return name?.slice(0, NAME_LENGTH);
}

/** A message of the gateway to keep; undefined for an empty one. */
export function messageToKeep(text: string, ids: readonly (string | undefined)[] = []): string | undefined {
  return redactSecrets(text.slice(0, MESSAGE_WINDOW), ids).slice(0, MESSAGE_LENGTH) || undefined;
}

/** A short word to keep: an id, a code, a role. */
export function wordToKeep(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, WORD_LENGTH) : undefined;
}

/** Roles or scopes to keep. */
export function wordsToKeep(values: readonly unknown[]): readonly string[] {
  return values.slice(0, WORD_COUNT).flatMap((value) => wordToKeep(value) ?? []);
}

/** What is kept of a pairing request. */
export function requestSeen(request: PairingRequest): RequestSeen {
  return {
    kind: "request-seen",
    requestId: request.requestId.slice(0, WORD_LENGTH),
    deviceId: request.deviceId.slice(0, WORD_LENGTH),
    name: nameToKeep(request),
    clientId: wordToKeep(request.clientId),
    platform: wordToKeep(request.platform),
    remoteIp: wordToKeep(request.remoteIp),
    roles: wordsToKeep(request.roles),
    scopes: wordsToKeep(request.scopes),
    isRepair: request.isRepair,
  };
}

/**
 * What is kept of a request to the gateway; null where it changed nothing that the record is about.
 * @param message the gateway's error text, where it refused
 */
export function writeOf(
  method: string,
  params: Readonly<Record<string, unknown>>,
  outcome: WriteOutcome,
  message = "",
): Write | null {
  const action = ACTIONS.get(method);
  if (action === undefined) return null;
  const requestId = wordToKeep(params["requestId"]);
  const deviceId = wordToKeep(params["deviceId"]);
  const { scopes, label } = params;
  return {
    kind: "write",
    action,
    outcome,
    requestId,
    deviceId,
    role: wordToKeep(params["role"]),
    scopes: Array.isArray(scopes) ? wordsToKeep(scopes) : undefined,
    label: typeof label === "string" ? label.slice(0, NAME_LENGTH) : undefined,
    message: outcome === "refused" ? messageToKeep(message, [requestId, deviceId]) : undefined,
  };
}
