import type { PairedDevice } from "#domain/device.ts";

/**
 * What a reviewer decides about a device. `narrow` rotates its operator token to these scopes; `later` leaves it for another
 * review.
 */
export type Decision =
  | { readonly kind: "keep" | "rotate" | "revoke" | "remove" | "later" }
  | { readonly kind: "narrow"; readonly scopes: readonly string[] };

export type DecisionKind = Decision["kind"];

export const DECISION_LABELS: Readonly<Record<DecisionKind, string>> = {
  keep: "Keep",
  narrow: "Narrow",
  rotate: "Rotate token",
  revoke: "Revoke token",
  remove: "Remove device",
  later: "Later",
};

export const DECISIONS: readonly DecisionKind[] = ["keep", "narrow", "rotate", "revoke", "remove", "later"];

/**
 * The scopes of an operator token without administrator rights; null where it has none to lose, or would have nothing
 * left.
 */
export function withoutAdministrator({ tokens }: PairedDevice): readonly string[] | null {
  const token = tokens.find(({ role, revokedAtMs }) => role === "operator" && revokedAtMs === undefined);
  if (!token?.scopes.includes("operator.admin")) return null;
  const left = token.scopes.filter((scope) => scope !== "operator.admin");
  return left.length > 0 ? left : null;
}

/** By device: a list that is read again keeps the objects of devices that have not changed. */
const signs = new WeakMap<PairedDevice, string>();

/** What of a device a decision rests on: if it differs later, the decision was about something else. */
export function accessSign(device: PairedDevice): string {
  const known = signs.get(device);
  if (known !== undefined) return known;
  const { roles, scopes, tokens } = device;
  const sign = JSON.stringify([
    roles,
    scopes,
    tokens.map((token) => [token.role, token.scopes, token.revokedAtMs !== undefined]),
  ]);
  signs.set(device, sign);
  return sign;
}
