/**
 * Properties that are computed from a paired device, once for each device object: a list of ten thousand is searched
 * with every keystroke.
 */

import { stripHidden } from "#lib/hidden-characters.ts";

import { clientKind } from "./client-kinds.ts";
import type { DeviceToken, PairedDevice } from "./device.ts";
import { riskTiers } from "./risk.ts";
import type { RiskTier } from "./scopes.ts";

/** `none`: no token is listed; `revoked`: all of them are. */
export type TokenStatus = "active" | "partly-revoked" | "revoked" | "none";

/** How much of a name is looked at: a megabyte of it must not cost a frame. */
const NAME_LIMIT = 200;

function oncePerDevice<T extends object | string>(
  compute: (device: PairedDevice) => T,
): (device: PairedDevice) => T {
  const known = new WeakMap<PairedDevice, T>();
  return (device) => {
    const before = known.get(device);
    if (before !== undefined) return before;
    const value = compute(device);
    known.set(device, value);
    return value;
  };
}

/** The tiers of its approved rights, the highest last. */
export const deviceTiers: (device: PairedDevice) => readonly RiskTier[] = oncePerDevice(({ roles, scopes }) =>
  riskTiers(roles, scopes),
);

export function tokenStatus(device: PairedDevice): TokenStatus {
  if (device.tokens.length === 0) return "none";
  const active = activeTokens(device).length;
  if (active === 0) return "revoked";
  return active === device.tokens.length ? "active" : "partly-revoked";
}

/** The tokens that it can sign in with: those that are not revoked. */
export function activeTokens({ tokens }: PairedDevice): readonly DeviceToken[] {
  return tokens.filter(({ revokedAtMs }) => revokedAtMs === undefined);
}

/** The latest of these times of its tokens, in ms since the epoch; 0 where there is none. */
export function latestOf(tokens: readonly DeviceToken[], time: keyof DeviceToken & `${string}AtMs`): number {
  return tokens.reduce((latestMs, token) => Math.max(latestMs, token[time] ?? 0), 0);
}

/** Whether it is a node, and something else that would stay without that. */
export function hasNodeRoleBesides({ roles }: PairedDevice): boolean {
  return roles.length > 1 && roles.includes("node");
}

/** Why there is nothing to revoke; null where there is. */
export function whyNotRevocable(device: PairedDevice): string | null {
  if (device.tokens.length === 0) return "It has no token";
  return activeTokens(device).length === 0 ? "Its tokens are revoked already" : null;
}

/**
 * When a device was last active, in ms since the epoch; undefined where the gateway does not say. Old gateways do not
 * list when a device was last seen, only when a token was last used.
 */
export function lastActiveMs({ lastSeenAtMs, tokens }: PairedDevice): number | undefined {
  if (lastSeenAtMs !== undefined) return lastSeenAtMs;
  return latestOf(tokens, "lastUsedAtMs") || undefined;
}

/**
 * Whether a session of it is open.
 * @param online ids with a session as presence tells, null where it does not
 * @returns undefined where the gateway says nothing about it
 */
export function isOnline(device: PairedDevice, online: ReadonlySet<string> | null): boolean | undefined {
  return device.connected ?? online?.has(device.deviceId);
}

function rawName({ operatorLabel, displayName, clientId, deviceId }: PairedDevice): string {
  return operatorLabel ?? displayName ?? clientId ?? deviceId;
}

/**
 * What orders devices by name, by plain comparison of code units: case and accents do not count, numbers count as
 * numbers. A collator would do the same five times as slowly.
 */
export const nameSortKey: (device: PairedDevice) => string = oncePerDevice((device) =>
  visible(rawName(device))
    .trim()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/\d+/g, (digits) => digits.padStart(8, "0")),
);

const searchText = oncePerDevice((device) => {
  const {
    operatorLabel = "",
    displayName = "",
    deviceId,
    clientId = "",
    platform = "",
    remoteIp = "",
  } = device;
  const names = `${visible(operatorLabel)} ${visible(displayName)} ${clientKind(device).label}`;
  const facts = `${deviceId} ${clientId} ${platform} ${remoteIp} ${device.roles.join(" ")} ${device.scopes.join(" ")}`;
  return `${names} ${facts}`.toLowerCase();
});

/** Hidden characters are not searched for. */
function visible(name: string): string {
  const start = name.slice(0, NAME_LIMIT);
  return /^[\x20-\x7e]*$/.test(start) ? start : stripHidden(start);
}

/** Whether somebody may be searching for the words of a key's fingerprint ("amber-tiger"). */
export function mayBeFingerprintWords(wanted: string): boolean {
  return /^[a-z]+(?:-[a-z]*)+$/.test(wanted);
}

/**
 * Whether a text is in what a device is called, in its id, client, platform, address, roles or scopes, or is the
 * beginning of its key's words ("amber-tiger").
 * @param wanted in lower case
 * @param wordsOf `fingerprintWords`; null while it is not loaded
 */
export function matchesSearch(
  device: PairedDevice,
  wanted: string,
  wordsOf: ((deviceId: string) => readonly string[] | null) | null,
): boolean {
  if (searchText(device).includes(wanted)) return true;
  return mayBeFingerprintWords(wanted) && (wordsOf?.(device.deviceId)?.join("-").startsWith(wanted) ?? false);
}
