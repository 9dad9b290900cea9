/**
 * Reads the lines of a gateway's log (`logs.tail`): JSON objects, one a line, whose numbered keys are what was logged.
 * The log is a source like the socket: anybody who connects has lines written into it.
 */

import { z } from "#lib/zod.ts";

import { readChange, type LoggedChange } from "./changes.ts";
import { readRefusal, type Refusal } from "./refusal.ts";

/** What a line tells. `other`: nothing that matters here. */
export type LogLine = { readonly atMs: number } & (
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "changed"; readonly change: LoggedChange }
  | { readonly kind: "other" }
);

/** Real lines are shorter, also with the longest name that a gateway takes. */
const LONGEST_LINE = 300_000;

const logged = z.object({
  "0": z.optional(z.unknown()),
  "1": z.optional(z.unknown()),
  "2": z.optional(z.unknown()),
  time: z.string(),
});

/** Reads one line; null for what is no line of a gateway's log. Never throws. */
export function readLogLine(line: string): LogLine | null {
  if (line.length > LONGEST_LINE) return null;
  const parsed = logged.safeParse(parseJson(line));
  if (!parsed.success) return null;
  const { 0: about, 1: first, 2: second, time } = parsed.data;
  const atMs = Date.parse(time);
  if (Number.isNaN(atMs)) return null;
  const part = subsystemOf(about);
  if (part === "gateway/ws" && typeof second === "string") {
    const refusal = readRefusal(second, first, atMs);
    if (refusal) return { kind: "refused", atMs, refusal };
  }
  if (part === "gateway" && typeof first === "string") {
    const change = readChange(first, atMs);
    if (change) return { kind: "changed", atMs, change };
  }
  return { kind: "other", atMs };
}

/** Which part of the gateway wrote the line. */
function subsystemOf(about: unknown): unknown {
  const named = typeof about === "string" ? parseJson(about) : null;
  return typeof named === "object" && named !== null && "subsystem" in named ? named.subsystem : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
