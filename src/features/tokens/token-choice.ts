import type { DeviceToken, PairedDevice } from "#domain/device.ts";

/** The role whose token is rotated, and the scopes of the new one. */
export interface TokenChoice {
  readonly role: string;
  readonly scopes: readonly string[];
}

/** Roles whose token may be rotated: the approved ones only, since old gateways mint tokens for any role. */
export function rolesOf({ roles, tokens }: PairedDevice): readonly string[] {
  return roles.length > 0 ? roles : tokens.map(({ role }) => role);
}

export function tokenOf({ tokens }: PairedDevice, role: string): DeviceToken | undefined {
  return tokens.find((token) => token.role === role);
}

/** What the token of a role may do now; where there is none yet, what was approved. */
export function currentScopes(device: PairedDevice, role: string): readonly string[] {
  return tokenOf(device, role)?.scopes ?? (role === "operator" ? device.scopes : []);
}

/** The scopes to choose from: the approved ones, and what the token has beyond them for whatever reason. */
export function possibleScopes(device: PairedDevice, role: string): readonly string[] {
  const approved = role === "operator" ? device.scopes : [];
  return [...new Set([...approved, ...currentScopes(device, role)])];
}
