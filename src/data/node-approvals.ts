import { useNodeFeed } from "./node-list.ts";
import { readNodeList, type NodeFeed } from "./node-feed.ts";
import type { Gateway } from "./gateway.ts";
import { readBack, useWrite, write } from "./writes.ts";
import {
  compareSurfaces,
  hasAllOf,
  type ApprovedNode,
  type NodeRequest,
  type NodeSurface,
} from "#domain/node-request.ts";
import {
  compareNodeSnapshots,
  nodeSnapshotOf,
  type NodeDifference,
  type NodeSnapshot,
} from "#domain/node-snapshot.ts";
import { parseNodeApproved, type NodeList } from "#gateway/node-messages.ts";
import { GatewayRequestError } from "#gateway/requests.ts";

/** A node's request bound to what was on the screen when it was opened: the click approves this, or nothing. */
export interface ReviewedNode {
  readonly request: NodeRequest;
  /** What was approved of the same node before, if anything was. */
  readonly approved: ApprovedNode | undefined;
  readonly snapshot: NodeSnapshot;
}

/** Binds a request to what the list says now. */
export function reviewOfNode(request: NodeRequest, list: NodeList): ReviewedNode {
  const approved = list.paired.find(({ nodeId }) => nodeId === request.deviceId);
  return { request, approved, snapshot: nodeSnapshotOf(request, approved) };
}

/** How the request in `list` differs from what was shown; empty when it does not. */
export function nodeDifferencesTo(reviewed: ReviewedNode, list: NodeList): readonly NodeDifference[] {
  const now = list.pending.find(({ requestId }) => requestId === reviewed.request.requestId);
  return compareNodeSnapshots(reviewed.snapshot, now && reviewOfNode(now, list).snapshot);
}

/** What the gateway holds after a decision. */
type Finding =
  /** `wider`: what was approved beyond what was shown. */
  | { readonly kind: "approved"; readonly wider: NodeSurface | null }
  | { readonly kind: "still-waiting" | "gone" | "unreadable" };

/** What a person decided, and what became of it. */
export type NodeOutcome =
  | { readonly kind: "rejected" }
  /** The request is not what was shown any more: nothing was sent. */
  | { readonly kind: "changed"; readonly differences: readonly NodeDifference[] }
  /** `isAnswered`: the gateway said so; otherwise its answer was lost, and the list was read afterwards. */
  | (Finding & { readonly isAnswered: boolean });

interface Decision {
  readonly verdict: "approve" | "reject";
  readonly reviewed: ReviewedNode;
}

/**
 * Approves exactly what was shown, or nothing: reads the list again and compares, approves once, and compares what was
 * approved with what was shown.
 * @throws GatewayRequestError when the gateway refuses, or nothing was sent
 */
async function approveNode(gateway: Gateway, feed: NodeFeed, reviewed: ReviewedNode): Promise<NodeOutcome> {
  const session = gateway.requireSession("node.pair.approve");
  const list = await readNodeList(session).catch((error: unknown) => {
    // The approval itself was not sent.
    const isCut = error instanceof GatewayRequestError && error.kind === "outcome-unknown";
    throw isCut ? new GatewayRequestError("node.pair.approve", "not-sent", error) : error;
  });
  const differences = nodeDifferencesTo(reviewed, list);
  if (differences.length > 0) return { kind: "changed", differences };
  const { requestId } = reviewed.request;
  const written = await write(session, "node.pair.approve", { requestId });
  const node = written.kind === "done" ? parseNodeApproved(written.reply) : null;
  if (!node) return lookAgain(gateway, feed, reviewed);
  feed.resolve(requestId);
  return { kind: "approved", wider: compareSurfaces(reviewed.request, node), isAnswered: true };
}

async function rejectNode(gateway: Gateway, feed: NodeFeed, reviewed: ReviewedNode): Promise<NodeOutcome> {
  const { requestId } = reviewed.request;
  const session = gateway.requireSession("node.pair.reject");
  const written = await write(session, "node.pair.reject", { requestId });
  if (written.kind === "unknown") return lookAgain(gateway, feed, reviewed);
  feed.resolve(requestId);
  return { kind: "rejected" };
}

/** What a decision whose answer was lost has led to. */
async function lookAgain(gateway: Gateway, feed: NodeFeed, reviewed: ReviewedNode): Promise<NodeOutcome> {
  const list = await readBack(gateway, () => feed.read());
  return { ...nodeFindingIn(list, reviewed), isAnswered: false };
}

/**
 * What became of a request, by the list.
 * @param list null where the gateway could not be asked
 */
export function nodeFindingIn(list: NodeList | null, { request, approved }: ReviewedNode): Finding {
  if (list === null) return { kind: "unreadable" };
  if (list.pending.some(({ requestId }) => requestId === request.requestId)) return { kind: "still-waiting" };
  const node = list.paired.find(({ nodeId }) => nodeId === request.deviceId);
  // A node that asks again for what it has would look approved before anything was done.
  const isApprovedSince = approved === undefined || node?.approvedAtMs !== approved.approvedAtMs;
  return node && isApprovedSince && hasAllOf(request, node)
    ? { kind: "approved", wider: compareSurfaces(request, node) }
    : { kind: "gone" };
}

/** Approves or rejects a node's reviewed request; the list shows what came of it. */
export function useNodeDecision() {
  const feed = useNodeFeed();
  return useWrite(async (gateway, { verdict, reviewed }: Decision) => {
    const outcome = await (verdict === "approve" ? approveNode : rejectNode)(gateway, feed, reviewed);
    // The list of nodes is read after that of the devices.
    gateway.refetch();
    return outcome;
  });
}
