/** What gateways say about nodes and their commands, parsed at the edge. Load it on demand: most gateways have no node. */

import { UnreadableReplyError } from "./messages.ts";
import type { ExecRule } from "#domain/exec-rule.ts";
import type { ApprovedNode, NodeRequest, NodeStatus, NodeSurface } from "#domain/node-request.ts";
import { z } from "#lib/zod.ts";

/** Absent and null both mean unknown. */
const text = z.nullish(z.string());
const words = z.nullish(z.array(z.string()));

const surface = {
  commands: words,
  caps: words,
  permissions: z.optional(z.unknown()),
};
const surfaceEntry = z.object(surface);

function readSurface({ commands, caps, permissions }: z.output<typeof surfaceEntry>): NodeSurface {
  return {
    commands: commands ?? [],
    capabilities: caps ?? [],
    permissions: entriesOf(permissions).flatMap(([name, isGiven]) => (isGiven === true ? [name] : [])),
  };
}

/** What an object holds, of whatever names. zod's own way would load with the first screen. */
function entriesOf(value: unknown): readonly [name: string, value: unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

const nodeRequest = z.pipe(
  z.object({
    ...surface,
    requestId: z.string().check(z.minLength(1)),
    nodeId: z.string().check(z.minLength(1)),
    displayName: text,
    platform: text,
    deviceFamily: text,
    clientId: text,
    clientMode: text,
    version: text,
    remoteIp: text,
    requiredApproveScopes: words,
    ts: z.number(),
  }),
  z.transform((entry): NodeRequest => ({
    ...readSurface(entry),
    requestId: entry.requestId,
    deviceId: entry.nodeId,
    displayName: entry.displayName ?? undefined,
    platform: entry.platform ?? undefined,
    deviceFamily: entry.deviceFamily ?? undefined,
    clientId: entry.clientId ?? undefined,
    clientMode: entry.clientMode ?? undefined,
    version: entry.version ?? undefined,
    remoteIp: entry.remoteIp ?? undefined,
    requiredScopes: entry.requiredApproveScopes ?? undefined,
    requestedAtMs: entry.ts,
  })),
);

/** Gateways up to 2026.6.11 list the node's secret token here: it is left out with everything that is not named. */
const approvedNode = z.pipe(
  z.object({ ...surface, nodeId: z.string(), approvedAtMs: z.nullish(z.number()) }),
  z.transform((entry): ApprovedNode => ({
    ...readSurface(entry),
    nodeId: entry.nodeId,
    approvedAtMs: entry.approvedAtMs ?? undefined,
  })),
);

/** The reply to `node.pair.list`. */
export interface NodeList {
  readonly pending: readonly NodeRequest[];
  readonly paired: readonly ApprovedNode[];
  /** Entries that were left out because they made no sense. */
  readonly unreadable: number;
}

const rawNodeList = z.object({ pending: z.array(z.unknown()), paired: z.array(z.unknown()) });

/** Reads a `node.pair.list` reply. @throws UnreadableReplyError when the reply is no list at all */
export function parseNodeList(payload: unknown): NodeList {
  const list = rawNodeList.safeParse(payload);
  if (!list.success) throw new UnreadableReplyError("node.pair.list");
  const pending = readOnce(list.data.pending, nodeRequest, ({ requestId }) => requestId);
  const paired = readOnce(list.data.paired, approvedNode, ({ nodeId }) => nodeId);
  const unreadable = list.data.pending.length - pending.length + (list.data.paired.length - paired.length);
  return { pending, paired, unreadable };
}

/** The entries that make sense, each id once: two rows with one id are one row to React. */
function readOnce<T>(
  entries: readonly unknown[],
  schema: z.ZodMiniType<T>,
  idOf: (entry: T) => string,
): readonly T[] {
  const byId = new Map<string, T>();
  for (const entry of entries) {
    const { data, success } = schema.safeParse(entry);
    if (success && !byId.has(idOf(data))) byId.set(idOf(data), data);
  }
  return [...byId.values()];
}

/** Reads the payload of a `node.pair.requested` event; null when it makes no sense. */
export function parseNodeRequested(payload: unknown): NodeRequest | null {
  return nodeRequest.safeParse(payload).data ?? null;
}

const resolved = z.object({ requestId: z.string() });

/** Reads which request a `node.pair.resolved` event is about: "" where a node was removed; null when it makes no sense. */
export function parseNodeResolved(payload: unknown): string | null {
  return resolved.safeParse(payload).data?.requestId ?? null;
}

const approveReply = z.object({ node: approvedNode });

/** Reads a `node.pair.approve` reply: what the node may do now; null when it makes no sense. */
export function parseNodeApproved(payload: unknown): ApprovedNode | null {
  return approveReply.safeParse(payload).data?.node ?? null;
}

const nodeStatus = z.object({ connected: z.nullish(z.boolean()), commands: words });

/** Reads a `node.describe` reply. @throws UnreadableReplyError */
export function parseNodeStatus(payload: unknown): NodeStatus {
  const parsed = nodeStatus.safeParse(payload);
  if (!parsed.success) throw new UnreadableReplyError("node.describe");
  return { isConnected: parsed.data.connected ?? false, commands: parsed.data.commands ?? [] };
}

const policy = z.object({ security: text, ask: text });
const execApprovals = z.object({
  file: z.nullish(z.object({ defaults: z.nullish(policy), agents: z.optional(z.unknown()) })),
  /** Apps say what holds in the end; node hosts only have what was written down. */
  resolvedDefaults: z.nullish(policy),
});

/** Reads an `exec.approvals.node.get` reply. @throws UnreadableReplyError */
export function parseExecRule(payload: unknown): ExecRule {
  const parsed = execApprovals.safeParse(payload);
  if (!parsed.success) throw new UnreadableReplyError("exec.approvals.node.get");
  const { file, resolvedDefaults } = parsed.data;
  const { security, ask } = resolvedDefaults ?? file?.defaults ?? {};
  return {
    security: security ?? undefined,
    ask: ask ?? undefined,
    hasAgentRules: entriesOf(file?.agents).length > 0,
  };
}
