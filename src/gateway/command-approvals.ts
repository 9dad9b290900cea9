import type { ApprovalEnd, CommandApproval, WaitingApproval } from "#domain/command-approval.ts";
import { z } from "#lib/zod.ts";

/** A field that makes no sense costs that field: a request that is not shown would wait unseen. */
export function lenient<T>(schema: z.ZodMiniType<T>) {
  return z.pipe(
    z.optional(z.unknown()),
    z.transform((value): T | undefined => schema.safeParse(value).data),
  );
}
export const text = lenient(z.string());
const words = lenient(z.array(z.string()));
export const decision = z.enum(["allow-once", "allow-always", "deny"]);
const automation = z.object({
  kind: z.literal("standing-grant"),
  automation: z.string(),
  expiresInDays: z.optional(z.number()),
});

const approval = z.object({
  request: z.object({
    command: text,
    systemRunPlan: lenient(z.object({ commandText: z.string() })),
    commandAnalysis: lenient(z.object({ warningLines: z.array(z.string()) })),
    warningText: text,
    title: text,
    description: text,
    detail: text,
    agentId: text,
    sessionKey: text,
    pluginId: text,
    toolName: text,
    host: text,
    nodeId: text,
    cwd: text,
    resolvedPath: text,
    envKeys: words,
    ask: text,
    allowedDecisions: lenient(z.array(decision)),
    scope: lenient(automation),
  }),
  createdAtMs: lenient(z.number()),
});

/** Reads what a waiting request says of itself. */
export function readApproval({ kind, id, expiresAtMs, payload }: WaitingApproval): CommandApproval {
  const { request, createdAtMs } = approval.parse(payload);
  const { title, description, detail, warningText, commandAnalysis, scope } = request;
  const said = [warningText, description, detail, ...(commandAnalysis?.warningLines ?? [])];
  return {
    kind,
    id,
    text: title || request.command || request.systemRunPlan?.commandText || "",
    remarks: [...new Set(said.flatMap((remark) => remark || []))],
    agentId: request.agentId,
    sessionKey: request.sessionKey,
    pluginId: request.pluginId,
    toolName: request.toolName,
    host: request.host,
    nodeId: request.nodeId,
    cwd: request.cwd,
    program: request.resolvedPath,
    envKeys: request.envKeys ?? [],
    ask: request.ask,
    allowed: request.allowedDecisions,
    automation: scope && { name: scope.automation, expiresInDays: scope.expiresInDays },
    createdAtMs,
    expiresAtMs,
  };
}

const resolved = z.object({ decision: lenient(decision), resolvedBy: text });

/**
 * Reads how the request `id` ended from the payload of an `….approval.resolved` event. Where time is over, 2026.9.6 says
 * that nobody has refused it, and 2026.3.13 says nothing at all.
 */
export function readApprovalEnd(id: string, payload: unknown): ApprovalEnd {
  const { decision: decided, resolvedBy } = resolved.parse(payload);
  const isAnswered = resolvedBy !== undefined || decided !== "deny";
  return { id, outcome: (isAnswered ? decided : undefined) ?? "ended", by: resolvedBy };
}
