/** Where what a device could do differs from what was approved. */

import { activeTokens } from "./device-traits.ts";
import type { PairedDevice } from "./device.ts";
import type { LiveSession } from "./live-session.ts";
import { coversScope } from "./scopes.ts";

/** One difference; `words` are roles or scopes, which devices and plugins can make up. */
export interface RightsDifference {
  readonly kind:
    "no-token" | "role-not-approved" | "wider-token" | "operator-scopes-of-node" | "wider-session";
  readonly role: string;
  readonly scopes: readonly string[];
}

/** Compares what was approved with the tokens that work, and with the sessions that are open. */
export function rightsDifferences(
  device: PairedDevice,
  sessions: readonly LiveSession[],
): readonly RightsDifference[] {
  const active = activeTokens(device);
  const beyond = (scopes: readonly string[]) => scopes.filter((scope) => !coversScope(device.scopes, scope));
  const found: RightsDifference[] = [];
  for (const role of device.roles) {
    if (!active.some((token) => token.role === role)) found.push({ kind: "no-token", role, scopes: [] });
  }
  for (const { role, scopes } of active) {
    if (!device.roles.includes(role)) found.push({ kind: "role-not-approved", role, scopes: [] });
    const isNode = role === "node";
    const wider = isNode ? scopes.filter((scope) => scope.startsWith("operator.")) : beyond(scopes);
    if (wider.length > 0) {
      found.push({ kind: isNode ? "operator-scopes-of-node" : "wider-token", role, scopes: wider });
    }
  }
  for (const { deviceId, roles, scopes } of sessions) {
    const wider = beyond(scopes);
    if (deviceId === device.deviceId && wider.length > 0) {
      found.push({ kind: "wider-session", role: roles.join(", "), scopes: wider });
    }
  }
  return found;
}

/** A device that may do more than was approved. */
export interface DeviceBeyond {
  readonly device: PairedDevice;
  readonly differences: readonly RightsDifference[];
}

/** Those among many: one that only lacks a token is none of them. */
export function devicesBeyond(
  paired: readonly PairedDevice[],
  sessions: readonly LiveSession[],
): readonly DeviceBeyond[] {
  const open = new Map<string, LiveSession[]>();
  for (const session of sessions) {
    const { deviceId = "" } = session;
    const known = open.get(deviceId);
    if (known) known.push(session);
    else open.set(deviceId, [session]);
  }
  return paired.flatMap((device) => {
    const all = rightsDifferences(device, open.get(device.deviceId) ?? []);
    const differences = all.filter(({ kind }) => kind !== "no-token");
    return differences.length === 0 ? [] : { device, differences };
  });
}
