/** A view of the paired devices: what is searched for, filtered and how it is sorted, as the page's address has it. */

import type { PairedDevice } from "./device.ts";
import { SORT_KEYS, sortDevices, type SortKey } from "./device-order.ts";
import { deviceTiers, isOnline, lastActiveMs, matchesSearch, tokenStatus } from "./device-traits.ts";
import { TIERS } from "./risk.ts";
import type { SameDevice } from "./same-device.ts";
import type { RiskTier } from "./scopes.ts";

const DAY_MS = 86_400_000;
const MAX_STALE_DAYS = 3_650;
/** A device that was not active for this many days is called stale. */
export const STALE_DAYS = 30;

/** The values of the filters, as they stand in the address. */
export const PRESENCES = ["online", "offline"] as const;
export const TOKENS = ["active", "revoked", "none"] as const;
/** What new gateways write into `approvedVia`; `auto` stands for all ways in which nobody was asked. */
export const APPROVALS = [
  "auto",
  "owner",
  "silent",
  "trusted-cidr",
  "ssh-verified",
  "bootstrap",
  "trusted-proxy",
] as const;
/** After `autoApproved` of the gateway's own page. */
const AUTOMATIC: ReadonlySet<string> = new Set(["silent", "trusted-cidr", "ssh-verified"]);

/** What is shown of the paired devices, and in which order; null stands for all. */
export interface DeviceView {
  readonly search: string;
  readonly role: string | null;
  readonly scope: string | null;
  readonly risk: RiskTier | null;
  readonly presence: (typeof PRESENCES)[number] | null;
  /** Not seen for this many days. */
  readonly staleDays: number | null;
  /** `active`: at least one token is. */
  readonly token: (typeof TOKENS)[number] | null;
  readonly approvedVia: (typeof APPROVALS)[number] | null;
  /** Only pairings that are probably one device several times, grouped. */
  readonly isSameDevice: boolean;
  /** null: this browser first, then the newest approval. */
  readonly sort: SortKey | null;
  readonly isDescending: boolean;
}

/** The part of a view that leaves devices out. */
export type DeviceFilters = Omit<DeviceView, "search" | "sort" | "isDescending">;

/** What a view needs to know beside the devices. */
export interface ViewFacts {
  /** Ids of devices that had an open session when the list was read; null where presence does not tell. */
  readonly online: ReadonlySet<string> | null;
  /** The gateway's clock, in ms since the epoch. */
  readonly nowMs: number;
  readonly thisDeviceId: string | null;
  /** For `matchesSearch`. */
  readonly wordsOf: ((deviceId: string) => readonly string[] | null) | null;
  /** From `findSameDevices`. */
  readonly sameDevices: ReadonlyMap<string, SameDevice>;
}

/** The view without any filter. */
export const NO_FILTERS: DeviceFilters = {
  role: null,
  scope: null,
  risk: null,
  presence: null,
  staleDays: null,
  token: null,
  approvedVia: null,
  isSameDevice: false,
};

/** None of them may be a start parameter: `token` would be taken for the gateway's. */
const NAMES = ["q", "role", "scope", "risk", "presence", "stale", "tokens", "via", "same", "sort"] as const;

/** Reads a view from an address. What makes no sense is left out, as if it were not there. */
export function readView(parameters: URLSearchParams): DeviceView {
  const order = parameters.get("sort") ?? "";
  const sort = oneOf(SORT_KEYS, order.replace(/^-/, ""));
  return {
    search: (parameters.get("q") ?? "").slice(0, 200),
    role: readWord(parameters.get("role")),
    scope: readWord(parameters.get("scope")),
    risk: oneOf(TIERS, parameters.get("risk")),
    presence: oneOf(PRESENCES, parameters.get("presence")),
    staleDays: readDays(parameters.get("stale")),
    token: oneOf(TOKENS, parameters.get("tokens")),
    approvedVia: oneOf(APPROVALS, parameters.get("via")),
    isSameDevice: parameters.get("same") === "1",
    sort,
    isDescending: sort !== null && order.startsWith("-"),
  };
}

/** The parameters with this view in them; what belongs to others stays. */
export function writeView(parameters: URLSearchParams, view: DeviceView): URLSearchParams {
  const written = new URLSearchParams(parameters);
  for (const name of NAMES) written.delete(name);
  const values: readonly (string | null)[] = [
    view.search,
    view.role,
    view.scope,
    view.risk,
    view.presence,
    view.staleDays === null ? null : String(view.staleDays),
    view.token,
    view.approvedVia,
    view.isSameDevice ? "1" : null,
    view.sort === null ? null : `${view.isDescending ? "-" : ""}${view.sort}`,
  ];
  for (const [index, name] of NAMES.entries()) {
    const value = values[index];
    if (value) written.set(name, value);
  }
  return written;
}

function oneOf<T extends string>(values: readonly T[], value: string | null): T | null {
  return values.find((known) => known === value) ?? null;
}

/** Roles and scopes are the gateway's own words; it may know some that this page does not. */
function readWord(value: string | null): string | null {
  return value !== null && /^[\w.:-]{1,64}$/.test(value) ? value : null;
}

function readDays(value: string | null): number | null {
  if (value === null) return null;
  if (value === "") return STALE_DAYS;
  const days = /^\d{1,4}$/.test(value) ? Number(value) : 0;
  return days >= 1 && days <= MAX_STALE_DAYS ? days : null;
}

/** Whether a device is known not to have been seen for `days`. One that is online, or of which nothing is known, is not. */
export function isStale(
  device: PairedDevice,
  { online, nowMs }: Pick<ViewFacts, "online" | "nowMs">,
  days = STALE_DAYS,
): boolean {
  const activeMs = lastActiveMs(device);
  return activeMs !== undefined && nowMs - activeMs >= days * DAY_MS && isOnline(device, online) !== true;
}

/** Whether a device passes the filters. What the gateway does not say passes none: unknown is neither yes nor no. */
export function passesFilters(device: PairedDevice, filters: DeviceFilters, facts: ViewFacts): boolean {
  const { role, scope, risk, presence, staleDays, token, approvedVia, isSameDevice } = filters;
  if (role !== null && !device.roles.includes(role)) return false;
  if (scope !== null && !device.scopes.includes(scope)) return false;
  if (risk !== null && !deviceTiers(device).includes(risk)) return false;
  if (presence !== null && isOnline(device, facts.online) !== (presence === "online")) return false;
  if (staleDays !== null && !isStale(device, facts, staleDays)) return false;
  if (token !== null && !hasToken(device, token)) return false;
  if (approvedVia !== null && !wasApprovedVia(device, approvedVia)) return false;
  return !isSameDevice || facts.sameDevices.has(device.deviceId);
}

function hasToken(device: PairedDevice, wanted: (typeof TOKENS)[number]): boolean {
  const status = tokenStatus(device);
  return status === wanted || (wanted === "active" && status === "partly-revoked");
}

function wasApprovedVia({ approvedVia = "" }: PairedDevice, wanted: (typeof APPROVALS)[number]): boolean {
  return wanted === "auto" ? AUTOMATIC.has(approvedVia) : approvedVia === wanted;
}

/** The devices that a view shows, in its order. */
export function applyView(
  devices: readonly PairedDevice[],
  view: DeviceView,
  facts: ViewFacts,
): readonly PairedDevice[] {
  const wanted = view.search.trim().toLowerCase();
  const found = devices.filter(
    (device) =>
      (wanted === "" || matchesSearch(device, wanted, facts.wordsOf)) && passesFilters(device, view, facts),
  );
  return sortDevices(found, view, facts);
}
