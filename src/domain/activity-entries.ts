/** Makes log entries of what gateways and devices say. Only what is named here is kept, and all of it is cut. */

import type { CommandsAsked, RequestSeen, Write, WriteAction, WriteOutcome } from "./activity.ts";
import type { DeviceFacts, PairingRequest } from "./device.ts";
import type { NodeRequest } from "./node-request.ts";
import { redactSecrets } from "./redact.ts";

const NAME_LENGTH = 200;
const MESSAGE_LENGTH = 300;
const WORD_LENGTH = 100;
const WORD_COUNT = 32;
/** How much of a message is redacted; the rest is dropped. */
const MESSAGE_WINDOW = 4_000;

const ACTIONS: ReadonlyMap<string, WriteAction> = new Map([
  ["device.pair.approve", "approve"],
  ["device.pair.reject", "reject"],
  ["device.pair.remove", "remove"],
  ["device.pair.rename", "rename"],
  ["device.token.rotate", "rotate"],
  ["device.token.revoke", "revoke"],
  ["node.pair.approve", "approve-commands"],
  ["node.pair.reject", "reject-commands"],
  ["node.pair.remove", "remove-node"],
]);

/** The operator's label or the device's own name, cut, not safe to show. */
export function nameToKeep(
  device: (Partial<DeviceFacts> & { readonly operatorLabel?: string | undefined }) | undefined,
): string | undefined {
  const name = device?.operatorLabel || device?.displayName || device?.clientId;
  return name?.slice(0, NAME_LENGTH);
}

/** A message of the gateway to keep, redacted and cut; undefined for an empty one. */
export function messageToKeep(text: string, ids: readonly (string | undefined)[] = []): string | undefined {
  return redactSecrets(text.slice(0, MESSAGE_WINDOW), ids).slice(0, MESSAGE_LENGTH) || undefined;
}

export function wordToKeep(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, WORD_LENGTH) : undefined;
}

export function wordsToKeep(values: readonly unknown[]): readonly string[] {
  return values.slice(0, WORD_COUNT).flatMap((value) => wordToKeep(value) ?? []);
}

/** The entry for a pairing request. */
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

/** The entry for a node's request. */
export function commandsAsked(request: NodeRequest): CommandsAsked {
  return {
    kind: "commands-asked",
    requestId: request.requestId.slice(0, WORD_LENGTH),
    deviceId: request.deviceId.slice(0, WORD_LENGTH),
    name: nameToKeep(request),
    commands: wordsToKeep(request.commands),
  };
}

/**
 * The entry for a request of this browser; null for one that changes no device or pairing request.
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
  const deviceId = wordToKeep(params["deviceId"] ?? params["nodeId"]);
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
