/**
 * What the operator saw when a request was opened, and whether it still is what would be approved.
 *
 * An old gateway widens a request in place, under the same id and without an event; both generations replace names,
 * platform and address when the device asks again. So the page compares just before it approves.
 */

import type { PairedDevice, PairingRequest } from "./device.ts";

const IDENTITY = ["deviceId", "publicKey"] as const;
const DESCRIPTION = [
  "displayName",
  "platform",
  "deviceFamily",
  "clientId",
  "clientMode",
  "remoteIp",
  "browserOrigin",
] as const;

/** A request as it was shown; order and repetition of rights, and the time of asking, are left out. */
export interface RequestSnapshot {
  readonly requestId: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** What the paired device held when the request was shown; empty for a device that was not paired. */
  readonly heldRoles: readonly string[];
  readonly heldScopes: readonly string[];
  readonly fields: Readonly<Record<(typeof IDENTITY)[number] | (typeof DESCRIPTION)[number], string | null>>;
}

/** One thing that is not as it was shown. */
export type SnapshotDifference =
  /** The request expired, was answered elsewhere, or was replaced by another one. */
  | { readonly kind: "gone" }
  /** What is asked for (`roles`, `scopes`) or what the device has already (`held-…`) changed. */
  | {
      readonly kind: "roles" | "scopes" | "held-roles" | "held-scopes";
      readonly before: readonly string[];
      readonly after: readonly string[];
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  /** Who asks changed (`identity`), or how it describes itself (`description`). Raw text: show it through safeText. */
  | {
      readonly kind: "identity" | "description";
      readonly field: keyof RequestSnapshot["fields"];
      readonly before: string | null;
      readonly after: string | null;
    };

/** Remembers a request as it is shown, with the rights that the device holds (those decide what an approval changes). */
export function snapshotOf(request: PairingRequest, paired?: PairedDevice): RequestSnapshot {
  const field = (name: keyof RequestSnapshot["fields"]): string | null => request[name] ?? null;
  return {
    requestId: request.requestId,
    roles: normalise(request.roles),
    scopes: normalise(request.scopes),
    heldRoles: normalise(paired?.roles ?? []),
    heldScopes: normalise(paired?.scopes ?? []),
    fields: {
      deviceId: field("deviceId"),
      publicKey: field("publicKey"),
      displayName: field("displayName"),
      platform: field("platform"),
      deviceFamily: field("deviceFamily"),
      clientId: field("clientId"),
      clientMode: field("clientMode"),
      remoteIp: field("remoteIp"),
      browserOrigin: field("browserOrigin"),
    },
  };
}

/**
 * Compares what was shown with what is there now.
 *
 * @param current undefined when the list no longer has the request
 * @returns every difference; empty when the request is what was shown. That the device asked again for the same
 *   (an old gateway then sets a new `ts`) is no difference.
 */
export function compareSnapshots(
  shown: RequestSnapshot,
  current: RequestSnapshot | undefined,
): readonly SnapshotDifference[] {
  if (!current || current.requestId !== shown.requestId) return [{ kind: "gone" }];
  const differences: SnapshotDifference[] = [];
  const compareSets = (
    kind: "roles" | "scopes" | "held-roles" | "held-scopes",
    before: readonly string[],
    after: readonly string[],
  ): void => {
    const added = after.filter((value) => !before.includes(value));
    const removed = before.filter((value) => !after.includes(value));
    if (added.length + removed.length > 0) differences.push({ kind, before, after, added, removed });
  };
  const compareFields = (
    kind: "identity" | "description",
    names: readonly (keyof typeof shown.fields)[],
  ): void => {
    for (const field of names) {
      const before = shown.fields[field];
      const after = current.fields[field];
      if (before !== after) differences.push({ kind, field, before, after });
    }
  };
  compareFields("identity", IDENTITY);
  compareSets("roles", shown.roles, current.roles);
  compareSets("scopes", shown.scopes, current.scopes);
  compareSets("held-roles", shown.heldRoles, current.heldRoles);
  compareSets("held-scopes", shown.heldScopes, current.heldScopes);
  compareFields("description", DESCRIPTION);
  return differences;
}

function normalise(values: readonly string[]): readonly string[] {
  return [...new Set(values.map((value) => value.trim()))].filter((value) => value !== "").toSorted();
}
