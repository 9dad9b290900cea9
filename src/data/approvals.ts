import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useConnection } from "./connection-context.ts";
import { readAfterWrite, write } from "./writes.ts";
import { deviceListOptions, readDeviceList, updateDeviceList, withoutRequest } from "./device-list.ts";
import { useAction } from "./use-action.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { compareGrant, grantDiff, type GrantDiff, type WiderGrant } from "#domain/grant.ts";
import {
  compareSnapshots,
  snapshotOf,
  type RequestSnapshot,
  type SnapshotDifference,
} from "#domain/request-snapshot.ts";
import type { GatewayConnection } from "#gateway/connection.ts";
import { parseApproved, type DeviceList } from "#gateway/messages.ts";
import { GatewayRequestError } from "#gateway/requests.ts";

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

/** What became of a click on Approve. */
export type ApprovalOutcome =
  | { readonly kind: "approved"; readonly device: PairedDevice; readonly wider: WiderGrant | null }
  /** The request is not what was shown any more: nothing was sent. */
  | { readonly kind: "changed"; readonly differences: readonly SnapshotDifference[] }
  /** The connection broke before the answer came; what the gateway holds was read afterwards, if it could be. */
  | { readonly kind: "unknown"; readonly now: "approved" | "still-waiting" | "gone" | "unreadable" };

/**
 * Approves exactly what was shown, or nothing: reads the list again and compares, approves, and compares the
 * grant with what was shown, since an old gateway may widen a request between the two (without an event).
 * @throws GatewayRequestError when the gateway refuses
 */
async function approveRequest(
  connection: GatewayConnection,
  reviewed: ReviewedRequest,
): Promise<ApprovalOutcome> {
  const differences = differencesTo(reviewed, await readBeforeApproving(connection, reviewed));
  if (differences.length > 0) return { kind: "changed", differences };
  const { requestId } = reviewed.request;
  const written = await write(connection, "device.pair.approve", { requestId });
  const device = written.kind === "done" ? parseApproved(written.reply) : null;
  if (!device) return { kind: "unknown", now: await lookAgain(connection, reviewed) };
  return { kind: "approved", device, wider: compareGrant(reviewed.grant, device) };
}

/** A connection that breaks while the list is read leaves nothing open: the approval itself was not sent. */
async function readBeforeApproving(
  connection: GatewayConnection,
  { request }: ReviewedRequest,
): Promise<DeviceList> {
  try {
    return await readDeviceList(connection, request);
  } catch (error) {
    const isCut = error instanceof GatewayRequestError && error.kind === "outcome-unknown";
    throw isCut ? new GatewayRequestError("device.pair.approve", "not-sent", error) : error;
  }
}

/** What became of a click on Approve or Reject. */
export type DecisionOutcome = ApprovalOutcome | { readonly kind: "rejected" };

async function rejectRequest(
  connection: GatewayConnection,
  reviewed: ReviewedRequest,
): Promise<DecisionOutcome> {
  const written = await write(connection, "device.pair.reject", { requestId: reviewed.request.requestId });
  if (written.kind === "done") return { kind: "rejected" };
  return { kind: "unknown", now: await lookAgain(connection, reviewed) };
}

type LaterFinding = Extract<ApprovalOutcome, { kind: "unknown" }>["now"];

/** After a write whose answer was lost: what is so now. */
async function lookAgain(
  connection: GatewayConnection,
  { request, paired, grant }: ReviewedRequest,
): Promise<LaterFinding> {
  const list = await readAfterWrite(connection);
  if (list === null) return "unreadable";
  if (list.pending.some(({ requestId }) => requestId === request.requestId)) return "still-waiting";
  const device = list.paired.find(({ deviceId }) => deviceId === request.deviceId);
  // A device that asks again for what it has would look approved before anything was done.
  const isApprovedSince = paired === undefined || device?.approvedAtMs !== paired.approvedAtMs;
  const hasAll =
    device !== undefined &&
    isApprovedSince &&
    grant.effectiveRoles.every((role) => device.roles.includes(role)) &&
    grant.effectiveScopes.every((scope) => device.scopes.includes(scope));
  return hasAll ? "approved" : "gone";
}

/**
 * Shows at once what a decision did to the list. What the gateway confirmed it also announces, and then the list is
 * read again anyway; after everything else it is read here.
 */
function settleList(
  queryClient: QueryClient,
  connection: GatewayConnection,
  gatewayUrl: string,
  settled: DecisionOutcome | undefined,
  requestId: string,
): void {
  const options = deviceListOptions(connection, gatewayUrl);
  if (settled?.kind === "approved" || settled?.kind === "rejected") {
    updateDeviceList(queryClient, options, (list) => withoutRequest(list, requestId));
  } else void queryClient.invalidateQueries({ queryKey: options.queryKey });
}

/** What a person decided. */
interface Decision {
  readonly verdict: "approve" | "reject";
  readonly reviewed: ReviewedRequest;
}

/** Approves or rejects a reviewed request; the list shows what came of it. */
export function useDecision(gatewayUrl: string) {
  const connection = useConnection();
  const queryClient = useQueryClient();
  return useAction(async ({ verdict, reviewed }: Decision) => {
    let outcome: DecisionOutcome | undefined;
    try {
      outcome = await (verdict === "approve" ? approveRequest : rejectRequest)(connection, reviewed);
      return outcome;
    } finally {
      settleList(queryClient, connection, gatewayUrl, outcome, reviewed.request.requestId);
    }
  });
}
