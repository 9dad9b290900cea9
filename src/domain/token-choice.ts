import type { DeviceToken, PairedDevice } from "./device.ts";

/** The role whose token is rotated, and the scopes of the new one. */
export interface TokenChoice {
  readonly role: string;
  readonly scopes: readonly string[];
}

/** The roles whose token may be rotated: only approved ones, since old gateways create tokens for any role. */
export function rolesOf({ roles, tokens }: PairedDevice): readonly string[] {
  return roles.length > 0 ? roles : tokens.map(({ role }) => role);
}

export function tokenOf({ tokens }: PairedDevice, role: string): DeviceToken | undefined {
  return tokens.find((token) => token.role === role);
}

/** The scopes of a role's token; if there is none yet, the approved ones. */
export function currentScopes(device: PairedDevice, role: string): readonly string[] {
  return tokenOf(device, role)?.scopes ?? (role === "operator" ? device.scopes : []);
}

/** The scopes to choose from: the approved ones and any others that the token has. */
export function possibleScopes(device: PairedDevice, role: string): readonly string[] {
  const approved = role === "operator" ? device.scopes : [];
  return [...new Set([...approved, ...currentScopes(device, role)])];
}
