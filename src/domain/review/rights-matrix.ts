/** Devices by rights: what was approved, what a token holds, and whether it has been used lately. */

import type { DeviceToken, PairedDevice } from "#domain/device.ts";
import { activeTokens, isOnline } from "#domain/device-traits.ts";
import { coversScope, describeScope } from "#domain/scopes.ts";

const DAY_MS = 86_400_000;
/** What was used within so many days was used lately. */
const IDLE_DAYS = 30;

/**
 * How a device has a right. `used`: a token holds it and was used lately; `idle`: a token holds it and was not; `held`: a
 * token holds it, and the gateway does not say when that was used; `approved`: no token holds it; `revoked`: the token
 * that held it is revoked; `beyond`: a token holds it, and it was never approved; `covered`: a wider right includes it.
 */
export type RightState = "beyond" | "idle" | "used" | "held" | "revoked" | "approved" | "covered";

/** From what needs a look to what does not: decides which of several rights a shared column shows. */
const STATES: readonly RightState[] = ["beyond", "idle", "used", "held", "revoked", "approved", "covered"];

/** One right, or all that have no column of their own. */
export interface RightColumn {
  readonly id: string;
  readonly label: string;
  /** What it lets a device do. */
  readonly detail: string;
}

export interface MatrixCell {
  readonly state: RightState;
  /** When the token that holds it was last used, by the gateway's clock; undefined where that is not known. */
  readonly usedAtMs: number | undefined;
  /** The rights that a shared column stands for. */
  readonly rights: readonly string[];
}

/** What is known about use beside the devices. */
export interface UseFacts {
  /** Ids with an open session; null where nobody knows. */
  readonly online: ReadonlySet<string> | null;
  /** The gateway's clock, in ms since the epoch. */
  readonly nowMs: number;
}

const OWN_COLUMNS: readonly (readonly [scope: string, label: string])[] = [
  ["operator.admin", "Admin"],
  ["operator.pairing", "Pairing"],
  ["operator.approvals", "Approvals"],
  ["operator.write", "Write"],
  ["operator.read", "Read"],
];
const NODE: RightColumn = {
  id: "node",
  label: "Node",
  detail: "Offer its commands, camera and screen to agents",
};
const OTHER: RightColumn = { id: "other", label: "Other", detail: "Other rights and roles" };
const SHOWN = new Set(OWN_COLUMNS.map(([scope]) => scope));

/** The columns: each common right, and one for all others where there are any. */
export function matrixColumns(devices: readonly PairedDevice[]): readonly RightColumn[] {
  const own = OWN_COLUMNS.map(([id, label]) => ({ id, label, detail: describeScope(id).title }));
  return [NODE, ...own, ...(devices.some((device) => otherRights(device).length > 0) ? [OTHER] : [])];
}

/** The cells of a device, in the order of `matrixColumns`; null where it does not have the right at all. */
export function matrixCells(
  device: PairedDevice,
  columns: readonly RightColumn[],
  facts: UseFacts,
): readonly (MatrixCell | null)[] {
  return columns.map(({ id }) => {
    if (id === NODE.id) return roleCell(device, "node", facts);
    if (id === OTHER.id) return otherCell(device, facts);
    return scopeCell(device, id, facts);
  });
}

/** Whether a right of this device needs a look: it is unused, or was never approved. */
export function standsOut(cells: readonly (MatrixCell | null)[]): boolean {
  return cells.some((cell) => cell?.state === "idle" || cell?.state === "beyond");
}

/**
 * When a token was last used, by the gateway's clock. Where a device has only one, being seen is using it: a sign-in with
 * the shared token does not count as a use of its own.
 */
export function tokenUsedAtMs(device: PairedDevice, token: DeviceToken): number | undefined {
  if (activeTokens(device).length !== 1) return token.lastUsedAtMs;
  const latestMs = Math.max(token.lastUsedAtMs ?? 0, device.lastSeenAtMs ?? 0);
  return latestMs > 0 ? latestMs : undefined;
}

function stateByUse(device: PairedDevice, token: DeviceToken, { online, nowMs }: UseFacts): RightState {
  if (activeTokens(device).length === 1 && isOnline(device, online) === true) return "used";
  const atMs = tokenUsedAtMs(device, token);
  if (atMs === undefined) return "held";
  return nowMs - atMs >= IDLE_DAYS * DAY_MS ? "idle" : "used";
}

function roleCell(device: PairedDevice, role: string, facts: UseFacts): MatrixCell | null {
  const token = device.tokens.find((one) => one.role === role);
  const isApproved = device.roles.includes(role);
  if (!token || token.revokedAtMs !== undefined) {
    return isApproved ? toCell(token ? "revoked" : "approved", undefined, [role]) : null;
  }
  const state = isApproved ? stateByUse(device, token, facts) : "beyond";
  return toCell(state, tokenUsedAtMs(device, token), [role]);
}

function scopeCell(device: PairedDevice, scope: string, facts: UseFacts): MatrixCell | null {
  const active = activeTokens(device);
  const holder = active.find(({ scopes }) => scopes.includes(scope));
  if (holder) {
    // Old gateways have given operator scopes to nodes, which are approved for none.
    const isApproved = holder.role !== "node" && coversScope(device.scopes, scope);
    return toCell(isApproved ? stateByUse(device, holder, facts) : "beyond", tokenUsedAtMs(device, holder), [
      scope,
    ]);
  }
  const wider = active.find(({ scopes, role }) => role === "operator" && coversScope(scopes, scope));
  if (wider) return toCell("covered", undefined, [scope]);
  if (!device.scopes.includes(scope)) return null;
  const wasHeld = device.tokens.some(
    ({ role, revokedAtMs }) => role === "operator" && revokedAtMs !== undefined,
  );
  return toCell(wasHeld ? "revoked" : "approved", undefined, [scope]);
}

function otherCell(device: PairedDevice, facts: UseFacts): MatrixCell | null {
  const cells = otherRights(device).flatMap(
    (right) =>
      (isOtherRole(device, right) ? roleCell(device, right, facts) : scopeCell(device, right, facts)) ?? [],
  );
  const [first] = cells.toSorted((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state));
  return first ? { ...first, rights: cells.flatMap(({ rights }) => rights) } : null;
}

/** Roles and scopes without a column, which devices and plugins can make up. */
function otherRights({ roles, scopes, tokens }: PairedDevice): readonly string[] {
  const others = new Set([...roles, ...tokens.map(({ role }) => role)]);
  others.delete("operator");
  others.delete("node");
  for (const scope of [...scopes, ...tokens.flatMap((token) => token.scopes)]) {
    if (!SHOWN.has(scope)) others.add(scope);
  }
  return [...others];
}

function isOtherRole({ roles, tokens }: PairedDevice, right: string): boolean {
  return roles.includes(right) || tokens.some(({ role }) => role === right);
}

function toCell(state: RightState, usedAtMs: number | undefined, rights: readonly string[]): MatrixCell {
  return { state, usedAtMs, rights };
}
