import { decision, lenient, text } from "./command-approvals.ts";
import { UnreadableReplyError } from "./messages.ts";
import type { ApprovalDecision, ApprovalOutcome, DecidedApproval } from "#domain/command-approval.ts";
import { z } from "#lib/zod.ts";

const record = z.object({
  id: z.string().check(z.minLength(1)),
  status: z.enum(["pending", "allowed", "denied", "expired", "cancelled"]),
  decision: lenient(decision),
  presentation: z.object({
    kind: z.enum(["exec", "plugin", "system-agent"]),
    commandText: text,
    title: text,
    host: text,
    nodeId: text,
    agentId: text,
  }),
  resolvedAtMs: lenient(z.number()),
  resolver: lenient(z.object({ kind: z.string(), id: z.optional(z.string()) })),
});

function outcomeOf(status: z.output<typeof record>["status"], decided: ApprovalDecision | undefined) {
  const outcomes: Readonly<Record<typeof status, ApprovalOutcome | null>> = {
    pending: null,
    allowed: decided ?? "allow-once",
    denied: "deny",
    expired: "expired",
    cancelled: "cancelled",
  };
  return outcomes[status];
}

/** Reads a request as the gateway keeps it; null while it waits, and when it makes no sense. */
function parseDecided(payload: unknown): DecidedApproval | null {
  const parsed = record.safeParse(payload);
  if (!parsed.success) return null;
  const { presentation, resolver, resolvedAtMs = 0 } = parsed.data;
  const outcome = outcomeOf(parsed.data.status, parsed.data.decision);
  if (outcome === null) return null;
  return {
    id: parsed.data.id,
    outcome,
    by: resolver?.kind === "system" ? undefined : resolver?.id,
    deviceId: resolver?.kind === "device" ? resolver.id : undefined,
    kind: presentation.kind,
    text: presentation.title || presentation.commandText || "",
    agentId: presentation.agentId,
    host: presentation.host,
    nodeId: presentation.nodeId,
    resolvedAtMs,
  };
}

const got = z.object({ approval: z.looseObject({ status: z.string() }) });

/**
 * Reads an `approval.get` reply: how the request ended, or null while it waits.
 * @throws UnreadableReplyError
 */
export function parseKeptApproval(payload: unknown): DecidedApproval | null {
  const parsed = got.safeParse(payload);
  if (!parsed.success) throw new UnreadableReplyError("approval.get");
  if (parsed.data.approval.status === "pending") return null;
  const decided = parseDecided(parsed.data.approval);
  if (!decided) throw new UnreadableReplyError("approval.get");
  return decided;
}

const resolution = z.object({ applied: z.boolean(), approval: z.unknown() });

/** Reads an `approval.resolve` reply: how the request ended, and whether by this answer; null when it makes no sense. */
export function parseResolution(payload: unknown): { isApplied: boolean; end: DecidedApproval } | null {
  const parsed = resolution.safeParse(payload);
  const end = parseDecided(parsed.data?.approval);
  return parsed.success && end ? { isApplied: parsed.data.applied, end } : null;
}

const history = z.object({ items: z.array(z.unknown()), nextCursor: text });

/**
 * Reads an `approval.history` reply, newest first; entries that make no sense are left out.
 * @throws UnreadableReplyError
 */
export function parseApprovalHistory(payload: unknown): {
  readonly items: readonly DecidedApproval[];
  readonly nextCursor: string | undefined;
} {
  const parsed = history.safeParse(payload);
  if (!parsed.success) throw new UnreadableReplyError("approval.history");
  const items = parsed.data.items.flatMap((entry) => parseDecided(entry) ?? []);
  return { items, nextCursor: parsed.data.nextCursor };
}
