/**
 * What the operator saw when a request was opened, and whether it still is what would be approved.
 *
 * An old gateway widens a request in place, under the same id and without an event; both generations replace names,
 * platform and address when the device asks again. So the page compares just before it approves.
 */

import type { PairedDevice, PairingRequest } from "./device.ts";
import {
  compareFields,
  compareWords,
  normaliseWords,
  type FieldDifference,
  type WordsDifference,
} from "./snapshot.ts";

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

/** A field of a request that is compared. */
export type SnapshotField = (typeof IDENTITY)[number] | (typeof DESCRIPTION)[number];

type RightsKind = "roles" | "scopes" | "held-roles" | "held-scopes";

/** A request as it was shown; order and repetition of rights, and the time of asking, are left out. */
export interface RequestSnapshot {
  readonly requestId: string;
  readonly fields: Pick<PairingRequest, SnapshotField>;
  /** What is asked for, and what the paired device held when the request was shown. */
  readonly rights: Readonly<Record<RightsKind, readonly string[]>>;
}

/** One thing that is not as it was shown. */
export type SnapshotDifference =
  /** The request expired, was answered elsewhere, or was replaced by another one. */
  | { readonly kind: "gone" }
  /** What is asked for (`roles`, `scopes`) or what the device has already (`held-…`) changed. */
  | WordsDifference<RightsKind>
  /** Who asks changed (`identity`), or how it describes itself (`description`). */
  | FieldDifference<"identity" | "description", SnapshotField>;

/** Remembers a request as it is shown, with the rights that the device holds (those decide what an approval changes). */
export function snapshotOf(request: PairingRequest, paired?: PairedDevice): RequestSnapshot {
  return {
    requestId: request.requestId,
    fields: request,
    rights: {
      roles: normaliseWords(request.roles),
      scopes: normaliseWords(request.scopes),
      "held-roles": normaliseWords(paired?.roles ?? []),
      "held-scopes": normaliseWords(paired?.scopes ?? []),
    },
  };
}

/**
 * Compares what was shown with what is there now.
 * @param current undefined when the list no longer has the request
 * @returns every difference; empty when the request is what was shown. That the device asked again for the same
 *   (an old gateway then sets a new `ts`) is no difference.
 */
export function compareSnapshots(
  shown: RequestSnapshot,
  current: RequestSnapshot | undefined,
): readonly SnapshotDifference[] {
  if (!current || current.requestId !== shown.requestId) return [{ kind: "gone" }];
  const compareRights = (kind: RightsKind) => compareWords(kind, shown.rights[kind], current.rights[kind]);
  return [
    ...compareFields("identity", IDENTITY, shown.fields, current.fields),
    ...(["roles", "scopes", "held-roles", "held-scopes"] as const).flatMap(compareRights),
    ...compareFields("description", DESCRIPTION, shown.fields, current.fields),
  ];
}
