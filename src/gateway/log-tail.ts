import { UnreadableReplyError } from "./messages.ts";
import { z } from "#lib/zod.ts";

/** A piece of the gateway's log. The lines are as they stand there: hostile, and on old gateways with secrets in them. */
export interface LogTail {
  /** Which file it is; the log begins a new one every day. */
  readonly file: string;
  /** Where to read on. */
  readonly cursor: number;
  readonly lines: readonly string[];
  /** The cursor that was asked for does not fit: the file is another one by now, or there was too much since. */
  readonly isReset: boolean;
}

const tail = z.object({
  file: z.string(),
  cursor: z.number(),
  lines: z.array(z.string()),
  reset: z.nullish(z.boolean()),
});

/** Reads a `logs.tail` reply. @throws UnreadableReplyError */
export function parseLogTail(payload: unknown): LogTail {
  const parsed = tail.safeParse(payload);
  if (!parsed.success) throw new UnreadableReplyError("logs.tail");
  const { file, cursor, lines, reset } = parsed.data;
  return { file, cursor, lines, isReset: reset ?? false };
}
