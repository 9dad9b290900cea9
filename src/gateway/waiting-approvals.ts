import { UnreadableReplyError } from "./messages.ts";
import type { ApprovalKind, WaitingApproval } from "#domain/command-approval.ts";
import { z } from "#lib/zod.ts";

/**
 * As much of a request as the page has to know at once. The rest is read by command-approvals.ts, which loads when
 * something waits.
 */
const id = z.string().check(z.minLength(1));
const waiting = z.object({ id, request: z.looseObject({}), expiresAtMs: z.number() });

/** Reads an `….approval.requested` event, or an entry of an `….approval.list` reply; null when it makes no sense. */
export function parseWaiting(kind: ApprovalKind, payload: unknown): WaitingApproval | null {
  const { data } = waiting.safeParse(payload);
  return data ? { kind, id: data.id, expiresAtMs: data.expiresAtMs, payload } : null;
}

const ended = z.object({ id });

/** Reads whose end an `….approval.resolved` event tells; null when it makes no sense. */
export function parseEndedId(payload: unknown): string | null {
  return ended.safeParse(payload).data?.id ?? null;
}

const list = z.array(z.unknown());

/**
 * Reads an `….approval.list` reply; entries that make no sense are left out.
 * @throws UnreadableReplyError when the reply is no list at all
 */
export function parseWaitingList(
  kind: ApprovalKind,
  method: string,
  payload: unknown,
): readonly WaitingApproval[] {
  const parsed = list.safeParse(payload);
  if (!parsed.success) throw new UnreadableReplyError(method);
  return parsed.data.flatMap((entry) => parseWaiting(kind, entry) ?? []);
}
