/** Differences between rights, in words. */

import type { RightsDifference } from "./rights-differences.ts";
import { describeRole, describeScope } from "./scopes.ts";

/** What differs, in one line. */
export function differenceTitle({ kind, role, scopes }: RightsDifference): string {
  const as = describeRole(role).value;
  const what = scopes.map((scope) => describeScope(scope).value).join(", ");
  switch (kind) {
    case "no-token":
      return `Approved as ${as}, without an active token for it`;
    case "role-not-approved":
      return `It has a token for the role ${as}, which was not approved`;
    case "wider-token":
      return `Its ${as} token allows more than was approved: ${what}`;
    case "operator-scopes-of-node":
      return `Its ${as} token carries scopes of an operator: ${what}`;
    case "wider-session":
      return `Its open session may do more than was approved: ${what}`;
  }
}

/** What to do about it. */
export function differenceAdvice({ kind }: RightsDifference): string {
  switch (kind) {
    case "no-token":
      return "It gets one when it next signs in with the gateway’s token or password. If it should not come back, remove it.";
    case "role-not-approved":
      return "Revoke that token, unless the device should have this role.";
    case "wider-token":
      return "Rotate the token with fewer scopes, or revoke it.";
    case "operator-scopes-of-node":
      return "A node needs none of them. Rotate the token without them.";
    case "wider-session":
      return "Rotate or revoke its token. Old gateways leave the session open until the device signs in again.";
  }
}
