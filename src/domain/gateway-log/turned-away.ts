/** Refused sign-ins, put together to one row a client. Bounded, however many there are. */

import type { Refusal } from "./refusal.ts";
import { addTries, type TryStrip } from "./try-strip.ts";

/** A client that was refused at least once. */
export interface TurnedAwayClient {
  readonly key: string;
  /** Its last try. */
  readonly last: Refusal;
  readonly count: number;
  readonly sinceMs: number;
  readonly strip: TryStrip;
  /** Refused with how many different answers. */
  readonly answers: ReadonlySet<string>;
  /** It stands for everybody else from its address, which has come under many names. */
  readonly isCrowd: boolean;
}

export type TurnedAwayClients = ReadonlyMap<string, TurnedAwayClient>;

const MAX_CLIENTS = 200;
/** Names cost nothing: whoever makes them up must not push others out. */
const MAX_FROM_ADDRESS = 20;

/** `clients` with these refusals; the same map where there are none. */
export function addRefusals(clients: TurnedAwayClients, refusals: readonly Refusal[]): TurnedAwayClients {
  if (refusals.length === 0) return clients;
  const added = new Map(clients);
  for (const refusal of refusals) {
    const { key, isCrowd } = keyFor(refusal, added);
    added.set(key, withRefusal(added.get(key), refusal, key, isCrowd));
    if (added.size > MAX_CLIENTS) added.delete(longestQuiet(added));
  }
  return added;
}

/**
 * A device that has proven who it is, else everything that the client says about itself, together: what a claim is worth
 * does not grow by being put beside a proof.
 */
function keyFor({ client, address, proven, isForwarded }: Refusal, clients: TurnedAwayClients) {
  if (proven) return { key: `device ${proven.deviceId}`, isCrowd: false };
  const { clientId, mode, name, origin } = client;
  const key = JSON.stringify([address, isForwarded, clientId, mode, name, origin]);
  if (clients.has(key)) return { key, isCrowd: false };
  let others = 0;
  for (const { last } of clients.values()) if (!last.proven && last.address === address) others += 1;
  return others < MAX_FROM_ADDRESS
    ? { key, isCrowd: false }
    : { key: `crowd ${address ?? ""}`, isCrowd: true };
}

function withRefusal(
  before: TurnedAwayClient | undefined,
  refusal: Refusal,
  key: string,
  isCrowd: boolean,
): TurnedAwayClient {
  const answers = before?.answers ?? new Set<string>();
  return {
    key,
    last: before && before.last.atMs > refusal.atMs ? before.last : refusal,
    count: (before?.count ?? 0) + 1,
    sinceMs: Math.min(before?.sinceMs ?? refusal.atMs, refusal.atMs),
    strip: addTries(before?.strip ?? null, refusal.atMs),
    answers: answers.has(refusal.reason) ? answers : new Set([...answers, refusal.reason]),
    isCrowd,
  };
}

function longestQuiet(clients: TurnedAwayClients): string {
  let oldest: TurnedAwayClient | undefined;
  for (const client of clients.values()) if (!oldest || client.last.atMs < oldest.last.atMs) oldest = client;
  return oldest?.key ?? "";
}
