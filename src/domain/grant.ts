import type { PairedDevice, PairingRequest } from "./device.ts";
import { coversScope } from "./scopes.ts";

/**
 * `same`: asked for, and it has that already; `added`: new; `kept-not-asked`: it has that, does not ask for it, and
 * keeps it all the same.
 */
export type RightChange = "same" | "added" | "kept-not-asked";

interface GrantedRight {
  readonly value: string;
  readonly change: RightChange;
}

/** The difference that approving a request makes. */
export interface GrantDiff {
  readonly roles: readonly GrantedRight[];
  readonly scopes: readonly GrantedRight[];
  /** All roles and scopes after the approval. */
  readonly effectiveRoles: readonly string[];
  readonly effectiveScopes: readonly string[];
  /** The approval gives the device something that it cannot do today. */
  readonly widens: boolean;
  /** The request comes with another key than the paired device has: perhaps somebody else. */
  readonly isNewKey: boolean;
}

/**
 * Compares a request with the paired device of the same id. Both generations of gateways *merge* what is asked for
 * with what is approved already (`approveDevicePairing`: `mergeRoles`, `mergeScopes`), so nothing is ever taken away
 * by an approval. A scope that a wider one covers already (`operator.read` under `operator.write`) is `same`.
 */
export function grantDiff(request: PairingRequest, paired: PairedDevice | undefined): GrantDiff {
  const roles = merge(request.roles, paired?.roles ?? [], (has, value) => has.includes(value));
  const scopes = merge(request.scopes, paired?.scopes ?? [], coversScope);
  return {
    roles,
    scopes,
    effectiveRoles: roles.map((right) => right.value),
    effectiveScopes: scopes.map((right) => right.value),
    widens: [...roles, ...scopes].some((right) => right.change === "added"),
    isNewKey: hasOtherKey(request, paired),
  };
}

/** Whether a request and a paired device both name a key, and not the same. */
export function hasOtherKey(request: PairingRequest, paired: PairedDevice | undefined): boolean {
  if (!paired?.publicKey || !request.publicKey) return false;
  return paired.publicKey !== request.publicKey;
}

/** Rights that were granted beyond what was expected. */
export interface WiderGrant {
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
}

/**
 * Compares what an approval granted with what was shown before the click (`effectiveRoles`, `effectiveScopes`).
 * Needed since an old gateway may widen a request in place between the last check and the approval.
 *
 * @returns the rights beyond the expected ones, or null. Scopes that the expected ones cover do not count.
 */
export function compareGrant(
  expected: Pick<GrantDiff, "effectiveRoles" | "effectiveScopes">,
  granted: Pick<PairedDevice, "roles" | "scopes" | "tokens">,
): WiderGrant | null {
  const allRoles = tidy([...granted.roles, ...granted.tokens.map((token) => token.role)]);
  const allScopes = tidy([...granted.scopes, ...granted.tokens.flatMap((token) => token.scopes)]);
  const roles = allRoles.filter((role) => !expected.effectiveRoles.includes(role));
  const scopes = allScopes.filter((scope) => !coversScope(expected.effectiveScopes, scope));
  return roles.length > 0 || scopes.length > 0 ? { roles, scopes } : null;
}

function merge(
  asked: readonly string[],
  held: readonly string[],
  covers: (held: readonly string[], value: string) => boolean,
): GrantedRight[] {
  const has = tidy(held);
  const wants = tidy(asked);
  return [
    ...wants.map((value): GrantedRight => ({ value, change: covers(has, value) ? "same" : "added" })),
    ...has
      .filter((value) => !wants.includes(value))
      .map((value): GrantedRight => ({ value, change: "kept-not-asked" })),
  ];
}

/** Trims and removes blanks and duplicates, as gateways do before they store rights. */
function tidy(values: readonly string[]): string[] {
  return [...new Set(values.map((value) => value.trim()))].filter((value) => value !== "");
}
