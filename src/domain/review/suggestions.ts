/** Suggestions of a review, each with what it rests on and what it cannot know. None is carried out by itself. */

import { clientKind } from "#domain/client-kinds.ts";
import type { PairedDevice } from "#domain/device.ts";
import { activeTokens, isOnline, lastActiveMs } from "#domain/device-traits.ts";
import { describeExecRule, type ExecRule } from "#domain/exec-rule.ts";
import { rightsDifferences } from "#domain/rights-differences.ts";
import type { SameDevice } from "#domain/same-device.ts";
import { coversScope } from "#domain/scopes.ts";
import { formatSpan } from "#lib/time.ts";

import { withoutAdministrator, type Decision } from "./decision.ts";
import { tokenUsedAtMs, type UseFacts } from "./rights-matrix.ts";

const DAY_MS = 86_400_000;
/** A device with a new pairing is given this time to come back with the old one. */
const REPLACED_AFTER_MS = 7 * DAY_MS;

export type SuggestionKind = "remove" | "narrow" | "rotate" | "ask";

export interface Suggestion {
  readonly kind: SuggestionKind;
  readonly deviceId: string;
  /** "Not seen for 132 days". */
  readonly reason: string;
  readonly restsOn: string;
  readonly unknown: string;
  /** What taking the suggestion decides. */
  readonly decision: Decision;
}

export interface SuggestionFacts extends UseFacts {
  readonly sameDevices: ReadonlyMap<string, SameDevice>;
  readonly thisDeviceId: string | null;
  /** Devices that were not seen for so long are to be removed. */
  readonly unseenDays: number;
  /** Tokens that are older are to be rotated. */
  readonly tokenDays: number;
  /** By device id; nodes that could not be asked are not in it. */
  readonly execRules: ReadonlyMap<string, ExecRule>;
}

/** Suggestions by device id, the most far-reaching first; devices without any are not in it. */
export function findSuggestions(
  devices: readonly PairedDevice[],
  facts: SuggestionFacts,
): ReadonlyMap<string, readonly Suggestion[]> {
  const newest = newestPairings(devices, facts.sameDevices);
  const found = new Map<string, readonly Suggestion[]>();
  for (const device of devices) {
    const suggestions = [
      removal(device, facts, newest),
      narrowing(device, facts),
      rotation(device, facts),
      asking(device, facts),
    ].filter((one) => one !== null);
    if (suggestions.length > 0) found.set(device.deviceId, suggestions);
  }
  return found;
}

/** The newest pairing of each group of probable twins. */
function newestPairings(
  devices: readonly PairedDevice[],
  sameDevices: ReadonlyMap<string, SameDevice>,
): ReadonlyMap<number, PairedDevice> {
  const newest = new Map<number, PairedDevice>();
  for (const device of devices) {
    const same = sameDevices.get(device.deviceId);
    if (same?.isNewest) newest.set(same.group, device);
  }
  return newest;
}

function removal(
  device: PairedDevice,
  facts: SuggestionFacts,
  newest: ReadonlyMap<number, PairedDevice>,
): Suggestion | null {
  const { deviceId } = device;
  // A person who is reading this uses it.
  if (deviceId === facts.thisDeviceId || isOnline(device, facts.online) === true) return null;
  const activeMs = lastActiveMs(device);
  const same = facts.sameDevices.get(deviceId);
  const newer = same && !same.isNewest ? newest.get(same.group) : undefined;
  const newerMs = newer?.createdAtMs ?? newer?.approvedAtMs;
  const isReplaced =
    newerMs !== undefined &&
    activeMs !== undefined &&
    activeMs < newerMs &&
    facts.nowMs - newerMs >= REPLACED_AFTER_MS;
  if (isReplaced) {
    return {
      kind: "remove",
      deviceId,
      reason: "Replaced by a newer pairing",
      restsOn: `${same?.reason}. The newer one was paired ${age(newerMs, facts)} ago, and this one was last seen ${formatSpan(newerMs - activeMs)} before that.`,
      unknown: "Two people may own such a device. The names are the devices’ own words.",
      decision: { kind: "remove" },
    };
  }
  if (activeMs !== undefined && facts.nowMs - activeMs >= facts.unseenDays * DAY_MS) {
    return {
      kind: "remove",
      deviceId,
      reason: `Not seen for ${age(activeMs, facts)}`,
      restsOn:
        device.lastSeenAtMs === undefined
          ? "When its token was last used, as the gateway lists it."
          : "When it was last seen, as the gateway lists it.",
      unknown:
        device.lastSeenAtMs === undefined
          ? "This gateway does not record sign-ins with the shared token."
          : "Whether somebody keeps it for a rare occasion.",
      decision: { kind: "remove" },
    };
  }
  return null;
}

/** Clients that work without administrator rights, after the gateways' documents; `settings`: all but their settings. */
const WITHOUT_ADMINISTRATOR: ReadonlyMap<string, "all" | "settings"> = new Map([
  ["openclaw-watchos", "all"],
  ["openclaw-probe", "all"],
  ["node-host", "all"],
  ["openclaw-ios", "settings"],
  ["openclaw-android", "settings"],
]);

function narrowing(device: PairedDevice, facts: SuggestionFacts): Suggestion | null {
  const { deviceId } = device;
  const beyond = rightsDifferences(device, []).find(({ kind }) => kind === "wider-token");
  const token = activeTokens(device).find(({ role }) => role === "operator");
  if (beyond && token) {
    return {
      kind: "narrow",
      deviceId,
      reason: "Its token holds more than was approved",
      restsOn: "The scopes of its token and of its approval, as the gateway lists them.",
      unknown: "How it got them. Gateways refuse such a token’s extra rights in most places, not in all.",
      decision: {
        kind: "narrow",
        scopes: token.scopes.filter((scope) => coversScope(device.scopes, scope)),
      },
    };
  }
  const scopes = withoutAdministrator(device);
  if (scopes === null || !token || deviceId === facts.thisDeviceId) return null;
  const needs = WITHOUT_ADMINISTRATOR.get(device.clientId?.trim().toLowerCase() ?? "");
  const usedMs = tokenUsedAtMs(device, token);
  if (needs === undefined) return null;
  const { label } = clientKind(device);
  return {
    kind: "narrow",
    deviceId,
    reason: `Holds administrator rights as ${label}`,
    restsOn:
      needs === "all"
        ? `Nothing that the ${label} does needs them, after OpenClaw’s documents.`
        : `The ${label} needs them only for its settings pages, after OpenClaw’s documents.`,
    unknown: `Whether its owner uses them: gateways do not record the use of a right${usedMs === undefined ? ", and this one not when the token was used" : ""}.`,
    decision: { kind: "narrow", scopes },
  };
}

function rotation(device: PairedDevice, facts: SuggestionFacts): Suggestion | null {
  const oldMs = activeTokens(device)
    .flatMap(({ rotatedAtMs, createdAtMs }) => rotatedAtMs ?? createdAtMs ?? [])
    .reduce((oldest, atMs) => Math.min(oldest, atMs), Infinity);
  if (facts.nowMs - oldMs < facts.tokenDays * DAY_MS || oldMs === Infinity) return null;
  return {
    kind: "rotate",
    deviceId: device.deviceId,
    reason: `Its token is ${age(oldMs, facts)} old`,
    restsOn: "When the token was created or last rotated, as the gateway lists it.",
    unknown: "Whether anybody else has a copy. Age alone is no sign of it.",
    decision: { kind: "rotate" },
  };
}

function asking({ deviceId, roles }: PairedDevice, { execRules }: SuggestionFacts): Suggestion | null {
  const rule = roles.includes("node") ? execRules.get(deviceId) : undefined;
  const described = rule && describeExecRule(rule);
  if (!described?.isOpen) return null;
  return {
    kind: "ask",
    deviceId,
    reason: "Its machine may run any program without asking",
    restsOn: `Its own rule for running programs, which the gateway has just read there. ${described.sentence}`,
    unknown: "Whether that is wanted. It is what a node host starts with.",
    decision: { kind: "later" },
  };
}

function age(atMs: number, { nowMs }: UseFacts): string {
  return formatSpan(nowMs - atMs);
}
