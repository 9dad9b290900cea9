import { UnreadableReplyError } from "./messages.ts";
import type { ApprovalKind, CommandApproval } from "#domain/command-approval.ts";
import { z } from "#lib/zod.ts";

/** A field that makes no sense costs that field: a request that is not shown would wait unseen. */
const text = z.pipe(
  z.optional(z.unknown()),
  z.transform((value) => (typeof value === "string" ? value : undefined)),
);
const id = z.string().check(z.minLength(1));

const approval = z.object({
  id,
  request: z.object({
    command: text,
    title: text,
    description: text,
    agentId: text,
    host: text,
    nodeId: text,
    cwd: text,
  }),
  expiresAtMs: z.number(),
});

/** Reads an `….approval.requested` event, or an entry of an `….approval.list` reply; null when it makes no sense. */
export function parseApproval(kind: ApprovalKind, payload: unknown): CommandApproval | null {
  const parsed = approval.safeParse(payload);
  if (!parsed.success) return null;
  const { request, expiresAtMs } = parsed.data;
  const parts = [request.title, request.description, request.command];
  return {
    kind,
    id: parsed.data.id,
    text: parts.filter((part) => part).join(": "),
    agentId: request.agentId,
    host: request.host,
    nodeId: request.nodeId,
    cwd: request.cwd,
    expiresAtMs,
  };
}

const resolved = z.object({ id });

/** Reads the payload of an `….approval.resolved` event: the id of the request; null when it makes no sense. */
export function parseApprovalEnd(payload: unknown): string | null {
  return resolved.safeParse(payload).data?.id ?? null;
}

const list = z.array(z.unknown());

/**
 * Reads an `….approval.list` reply; entries that make no sense are left out.
 * @throws UnreadableReplyError when the reply is no list at all
 */
export function parseApprovalList(
  kind: ApprovalKind,
  method: string,
  payload: unknown,
): readonly CommandApproval[] {
  const parsed = list.safeParse(payload);
  if (!parsed.success) throw new UnreadableReplyError(method);
  return parsed.data.flatMap((entry) => parseApproval(kind, entry) ?? []);
}
