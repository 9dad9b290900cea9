import { readDeviceList } from "./device-feed.ts";
import type { Gateway } from "./gateway.ts";
import { readAfterWrite, useWrite, write } from "./writes.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { compareGrant, grantDiff, type GrantDiff, type WiderGrant } from "#domain/grant.ts";
import { coversScope } from "#domain/scopes.ts";
import {
  compareSnapshots,
  snapshotOf,
  type RequestSnapshot,
  type SnapshotDifference,
} from "#domain/request-snapshot.ts";
import { parseApproved, type DeviceList } from "#gateway/messages.ts";
import { GatewayRequestError } from "#gateway/requests.ts";
import type { GatewaySession } from "#gateway/session.ts";

/** A request bound to what was on the screen when it was opened: the click approves this, or nothing. */
export interface ReviewedRequest {
  readonly request: PairingRequest;
  /** The paired device of the same id, if there was one. */
  readonly paired: PairedDevice | undefined;
  readonly snapshot: RequestSnapshot;
  readonly grant: GrantDiff;
}

/** Binds a request to what the list says now. */
export function reviewOf(request: PairingRequest, list: DeviceList): ReviewedRequest {
  const paired = list.paired.find(({ deviceId }) => deviceId === request.deviceId);
  return { request, paired, snapshot: snapshotOf(request, paired), grant: grantDiff(request, paired) };
}

/** How the request in `list` differs from what was shown; empty when it does not. */
export function differencesTo(reviewed: ReviewedRequest, list: DeviceList): readonly SnapshotDifference[] {
  const { requestId } = reviewed.request;
  const now = list.pending.find((request) => request.requestId === requestId);
  return compareSnapshots(reviewed.snapshot, now && reviewOf(now, list).snapshot);
}

/** What the gateway holds after a decision. */
type Finding =
  /** `wider`: the rights that it got beyond what was shown. */
  | { readonly kind: "approved"; readonly device: PairedDevice; readonly wider: WiderGrant | null }
  | { readonly kind: "still-waiting" | "gone" | "unreadable" };

/** What a person decided, and what became of it. */
export type DecisionOutcome =
  | { readonly kind: "rejected" }
  /** The request is not what was shown any more: nothing was sent. */
  | { readonly kind: "changed"; readonly differences: readonly SnapshotDifference[] }
  /** `isAnswered`: the gateway said so; otherwise its answer was lost, and the list was read afterwards. */
  | (Finding & { readonly isAnswered: boolean });

/**
 * Approves exactly what was shown, or nothing: reads the list again and compares, approves, and compares the
 * grant with what was shown, since an old gateway may widen a request between the two (without an event).
 * @throws GatewayRequestError when the gateway refuses, or nothing was sent
 */
export async function approveRequest(gateway: Gateway, reviewed: ReviewedRequest): Promise<DecisionOutcome> {
  const session = gateway.requireSession("device.pair.approve");
  const differences = differencesTo(reviewed, await readBeforeApproving(session, reviewed));
  if (differences.length > 0) return { kind: "changed", differences };
  const { requestId } = reviewed.request;
  const written = await write(session, "device.pair.approve", { requestId });
  const device = written.kind === "done" ? parseApproved(written.reply) : null;
  if (!device) return lookAgain(gateway, reviewed);
  gateway.feed.resolve(requestId);
  return { ...approved(device, reviewed), isAnswered: true };
}

/** A connection that breaks while the list is read leaves nothing open: the approval itself was not sent. */
async function readBeforeApproving(
  session: GatewaySession,
  { request }: ReviewedRequest,
): Promise<DeviceList> {
  try {
    return await readDeviceList(session, request);
  } catch (error) {
    const isCut = error instanceof GatewayRequestError && error.kind === "outcome-unknown";
    throw isCut ? new GatewayRequestError("device.pair.approve", "not-sent", error) : error;
  }
}

async function rejectRequest(gateway: Gateway, reviewed: ReviewedRequest): Promise<DecisionOutcome> {
  const { requestId } = reviewed.request;
  const written = await write(gateway.requireSession("device.pair.reject"), "device.pair.reject", {
    requestId,
  });
  if (written.kind === "unknown") return lookAgain(gateway, reviewed);
  gateway.feed.resolve(requestId);
  return { kind: "rejected" };
}

/** Every approved device is compared with what was shown, however the page learns of it. */
function approved(device: PairedDevice, { grant }: ReviewedRequest): Extract<Finding, { kind: "approved" }> {
  return { kind: "approved", device, wider: compareGrant(grant, device) };
}

/** What a decision whose answer was lost has led to. */
async function lookAgain(gateway: Gateway, reviewed: ReviewedRequest): Promise<DecisionOutcome> {
  return { ...findingIn(await readAfterWrite(gateway), reviewed), isAnswered: false };
}

/**
 * What became of a request, by the list.
 * @param list null where the gateway could not be asked
 */
export function findingIn(list: DeviceList | null, reviewed: ReviewedRequest): Finding {
  if (list === null) return { kind: "unreadable" };
  const { request, paired, grant } = reviewed;
  if (list.pending.some(({ requestId }) => requestId === request.requestId)) return { kind: "still-waiting" };
  const device = list.paired.find(({ deviceId }) => deviceId === request.deviceId);
  // A device that asks again for what it has would look approved before anything was done.
  const isApprovedSince = paired === undefined || device?.approvedAtMs !== paired.approvedAtMs;
  const hasAll =
    device !== undefined &&
    isApprovedSince &&
    grant.effectiveRoles.every((role) => device.roles.includes(role)) &&
    grant.effectiveScopes.every((scope) => coversScope(device.scopes, scope));
  return hasAll ? approved(device, reviewed) : { kind: "gone" };
}

/** What a person decided. */
interface Decision {
  readonly verdict: "approve" | "reject";
  readonly reviewed: ReviewedRequest;
}

/** Approves or rejects a reviewed request; the list shows what came of it. */
export function useDecision() {
  return useWrite(async (gateway, { verdict, reviewed }: Decision) => {
    const outcome = await (verdict === "approve" ? approveRequest : rejectRequest)(gateway, reviewed);
    if (outcome.kind === "changed") gateway.refetch();
    return outcome;
  });
}
