/**
 * What the operator saw of a node's request, and whether it still is what would be approved. Gateways give a changed set
 * of commands a new id, but keep the id when a node describes itself differently.
 */

import type { ApprovedNode, NodeRequest, NodeSurface } from "./node-request.ts";
import {
  compareFields,
  compareWords,
  normaliseWords,
  type FieldDifference,
  type WordsDifference,
} from "./snapshot.ts";

const FIELDS = [
  "deviceId",
  "displayName",
  "platform",
  "deviceFamily",
  "clientId",
  "clientMode",
  "version",
  "remoteIp",
] as const;
const WORDS = ["commands", "capabilities", "permissions"] as const;

/** A request as it was shown. */
export interface NodeSnapshot {
  readonly requestId: string;
  readonly asked: NodeSurface;
  /** What the node had when the request was shown. */
  readonly held: NodeSurface;
  readonly fields: Pick<NodeRequest, (typeof FIELDS)[number]>;
}

/** One thing that is not as it was shown. */
export type NodeDifference =
  /** The request was answered elsewhere, ended, or was replaced by another one. */
  | { readonly kind: "gone" }
  | WordsDifference<(typeof WORDS)[number] | `held-${(typeof WORDS)[number]}`>
  | FieldDifference<"description", (typeof FIELDS)[number]>;

/** Remembers a request as it is shown, with what the node has. */
export function nodeSnapshotOf(request: NodeRequest, approved: ApprovedNode | undefined): NodeSnapshot {
  return {
    requestId: request.requestId,
    asked: normalise(request),
    held: normalise(approved ?? NOTHING),
    fields: request,
  };
}

/**
 * Compares what was shown with what is there now.
 * @param current undefined when the list no longer has the request
 */
export function compareNodeSnapshots(
  shown: NodeSnapshot,
  current: NodeSnapshot | undefined,
): readonly NodeDifference[] {
  if (!current || current.requestId !== shown.requestId) return [{ kind: "gone" }];
  return [
    ...WORDS.flatMap((kind) => compareWords(kind, shown.asked[kind], current.asked[kind])),
    ...WORDS.flatMap((kind) => compareWords(`held-${kind}` as const, shown.held[kind], current.held[kind])),
    ...compareFields("description", FIELDS, shown.fields, current.fields),
  ];
}

/** What a node has whose commands were never approved. */
export const NOTHING: NodeSurface = { commands: [], capabilities: [], permissions: [] };

function normalise({ commands, capabilities, permissions }: NodeSurface): NodeSurface {
  return {
    commands: normaliseWords(commands),
    capabilities: normaliseWords(capabilities),
    permissions: normaliseWords(permissions),
  };
}
