/** One row for each device, whether or not it had come as far as to prove who it is. */

import type { Certainty, Match } from "./matching.ts";
import { joinStrips } from "./try-strip.ts";
import type { TurnedAwayClient } from "./turned-away.ts";

/** A client that was turned away, and which device it is. */
export interface MatchedClient {
  readonly client: TurnedAwayClient;
  readonly match: Match | null;
}

const SURENESS: readonly Certainty[] = ["faint", "look", "id"];

/**
 * Joins what is the same device, and is only as sure of the whole as of its least sure part: to come under the name of
 * another can make a row less certain, and never more.
 */
export function joinClients(clients: readonly MatchedClient[]): readonly MatchedClient[] {
  const joined = new Map<string, MatchedClient>();
  for (const one of clients) {
    const { client, match } = one;
    // A faint match is too little to add up what may be different clients.
    const key = match && match.certainty !== "faint" ? `joined ${match.deviceId}` : client.key;
    const other = joined.get(key);
    joined.set(key, other ? join(other, one, key) : { match, client: { ...client, key } });
  }
  return [...joined.values()];
}

function join(a: MatchedClient, b: MatchedClient, key: string): MatchedClient {
  const sureness = (one: MatchedClient) => SURENESS.indexOf(one.match?.certainty ?? "faint");
  const { client, match } = sureness(a) <= sureness(b) ? a : b;
  const last = a.client.last.atMs >= b.client.last.atMs ? a.client.last : b.client.last;
  return {
    match,
    client: {
      ...client,
      key,
      last,
      count: a.client.count + b.client.count,
      sinceMs: Math.min(a.client.sinceMs, b.client.sinceMs),
      strip: joinStrips(a.client.strip, b.client.strip),
      answers: new Set([...a.client.answers, ...b.client.answers]),
    },
  };
}
