import { safeText } from "#lib/safe-text.ts";

import type { PairedDevice } from "./device.ts";
import { lastActiveMs } from "./device-traits.ts";
import { NO_FILTERS, passesFilters, STALE_DAYS, type DeviceFilters, type ViewFacts } from "./device-view.ts";
import { TIER_LABELS } from "./risk.ts";

/** Filters under a name. */
export interface SavedView {
  readonly name: string;
  readonly filters: Partial<DeviceFilters>;
  /** Removes them. */
  readonly cleared: Partial<DeviceFilters>;
  /** Whether the gateway says of a device what the view asks for. */
  readonly isKnownOf: (device: PairedDevice) => boolean;
}

const always = () => true;

/** The views that the page offers, in the order of their buttons. */
export const SAVED_VIEWS: readonly SavedView[] = [
  { name: "Administrators", filters: { risk: "administrator" }, cleared: { risk: null }, isKnownOf: always },
  {
    name: `Not seen for ${STALE_DAYS} days`,
    filters: { staleDays: STALE_DAYS },
    cleared: { staleDays: null },
    isKnownOf: (device) => lastActiveMs(device) !== undefined,
  },
  {
    name: "Auto-approved",
    filters: { approvedVia: "auto" },
    cleared: { approvedVia: null },
    isKnownOf: ({ approvedVia }) => approvedVia !== undefined,
  },
  { name: "Revoked", filters: { token: "revoked" }, cleared: { token: null }, isKnownOf: always },
  {
    name: "Probably the same device",
    filters: { isSameDevice: true },
    cleared: { isSameDevice: false },
    isKnownOf: always,
  },
];

/** How many devices a saved view has; null where the gateway says of no device what it asks for. */
export function countSavedView(
  { filters, isKnownOf }: SavedView,
  devices: readonly PairedDevice[],
  facts: ViewFacts,
): number | null {
  const all = { ...NO_FILTERS, ...filters };
  let count = 0;
  let isKnown = devices.length === 0;
  for (const device of devices) {
    isKnown ||= isKnownOf(device);
    if (passesFilters(device, all, facts)) count += 1;
  }
  return isKnown ? count : null;
}

/** Whether all filters of a saved view are set, perhaps beside others. */
export function isSavedViewOn({ filters }: SavedView, current: DeviceFilters): boolean {
  const set = new Map<string, unknown>(Object.entries(current));
  return Object.entries(filters).every(([name, value]) => set.get(name) === value);
}

const APPROVAL_WORDS: ReadonlyMap<string, string> = new Map([
  ["auto", "without asking anybody"],
  // Gateways write `owner` for whichever operator approved it.
  ["owner", "by an operator"],
  ["silent", "silently"],
  ["trusted-cidr", "by its address"],
  ["ssh-verified", "by SSH"],
  ["bootstrap", "by a setup code"],
  ["trusted-proxy", "by the proxy"],
]);

/** How an approval came about, in words that follow "approved". */
export function approvalWords(approvedVia: string): string {
  return APPROVAL_WORDS.get(approvedVia) ?? `via ${safeText(approvedVia, 24).plain}`;
}

/** One filter that is set. */
export interface ActiveFilter {
  /** "Role operator" */
  readonly text: string;
  /** Removes it. */
  readonly cleared: Partial<DeviceFilters>;
}

/** The filters that are set, in words. */
export function activeFilters(filters: DeviceFilters): readonly ActiveFilter[] {
  const { role, scope, risk, presence, staleDays, token, approvedVia, isSameDevice } = filters;
  const active: ActiveFilter[] = [];
  const add = (text: string, cleared: Partial<DeviceFilters>) => active.push({ text, cleared });
  if (role !== null) add(`Role ${role}`, { role: null });
  if (scope !== null) add(`Scope ${scope}`, { scope: null });
  if (risk !== null) add(TIER_LABELS[risk], { risk: null });
  if (presence !== null) add(presence === "online" ? "Online" : "Offline", { presence: null });
  if (staleDays !== null)
    add(`Not seen for ${staleDays} ${staleDays === 1 ? "day" : "days"}`, { staleDays: null });
  if (token !== null) add(TOKEN_WORDS[token], { token: null });
  if (approvedVia !== null) {
    add(`Approved ${approvalWords(approvedVia)}`, { approvedVia: null });
  }
  if (isSameDevice) add("Probably the same device", { isSameDevice: false });
  return active;
}

/** Token filters in words. */
export const TOKEN_WORDS = { active: "Token active", revoked: "Token revoked", none: "No token" } as const;
