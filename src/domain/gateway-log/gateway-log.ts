/** What a gateway's log has told so far. Bounded: a log is endless. */

import type { LoggedChange } from "./changes.ts";
import type { LogLine } from "./log-line.ts";
import type { Refusal } from "./refusal.ts";
import { addWrongTries, type TriesByAddress } from "./storms.ts";
import { addRefusals, type TurnedAwayClients } from "./turned-away.ts";

/** A change with what tells it from others in a list: below all ids of this browser's own record. */
export type ListedChange = LoggedChange & { readonly id: number };

/** Times are the gateway's. */
export interface GatewayLog {
  readonly clients: TurnedAwayClients;
  readonly tries: TriesByAddress;
  /** Oldest first. */
  readonly changes: readonly ListedChange[];
  /** Lines that are none of a gateway's log. */
  readonly unreadable: number;
  /** The time of the first line that was read; null: none so far. */
  readonly sinceMs: number | null;
}

export const EMPTY_LOG: GatewayLog = {
  clients: new Map(),
  tries: new Map(),
  changes: [],
  unreadable: 0,
  sinceMs: null,
};

const MAX_CHANGES = 500;

/** `log` with these lines; null stands for one that could not be read. The same log where nothing matters in them. */
export function addLines(log: GatewayLog, lines: readonly (LogLine | null)[]): GatewayLog {
  const refusals: Refusal[] = [];
  const changes: LoggedChange[] = [];
  let { unreadable, sinceMs } = log;
  for (const line of lines) {
    if (line === null) unreadable += 1;
    else sinceMs ??= line.atMs;
    if (line?.kind === "refused") refusals.push(line.refusal);
    if (line?.kind === "changed") changes.push(line.change);
  }
  const isSame = unreadable === log.unreadable && sinceMs === log.sinceMs;
  if (isSame && refusals.length === 0 && changes.length === 0) return log;
  const lastId = log.changes.at(-1)?.id ?? 0;
  const listed = changes.map((change, index) => Object.assign(change, { id: lastId - 1 - index }));
  return {
    clients: addRefusals(log.clients, refusals),
    tries: addWrongTries(log.tries, refusals),
    changes: listed.length === 0 ? log.changes : [...log.changes, ...listed].slice(-MAX_CHANGES),
    unreadable,
    sinceMs,
  };
}
