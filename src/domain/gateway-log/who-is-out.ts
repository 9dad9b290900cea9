/** Who is turned away now, and who was let in since. */

import type { PairedDevice, PairingRequest } from "#domain/device.ts";

import { joinClients, type MatchedClient } from "./join-clients.ts";
import { matchOf, provenAddresses } from "./matching.ts";
import { standingOf, type Standing } from "./standing.ts";
import type { TurnedAwayClients } from "./turned-away.ts";

/** A client that was turned away, and how that stands. */
export interface RefusedClient extends MatchedClient {
  readonly standing: Standing;
}

/** What the gateway tells beside its log. */
interface Surroundings {
  /** Null where the list has not been read. */
  readonly list: {
    readonly paired: readonly PairedDevice[];
    readonly pending: readonly PairingRequest[];
  } | null;
  /** When the session began that each device has open, as far as the gateway says. */
  readonly connectedAtMs: ReadonlyMap<string, number>;
  readonly nowMs: number;
}

/** One row a client, the last to try first. What a device was refused before it was let in is over, and not added to its row. */
export function whoIsOut(clients: TurnedAwayClients, { list, connectedAtMs, nowMs }: Surroundings) {
  const lists = list && { ...list, provenAt: provenAddresses(clients) };
  const rowOf = (one: MatchedClient): RefusedClient => ({
    ...one,
    standing: standingOf(one.client, one.match, connectedAtMs, nowMs),
  });
  const rows = [...clients.values()].map((client) =>
    rowOf({ client, match: lists ? matchOf(client, lists) : null }),
  );
  const out = rowsOf(rows.filter(({ standing }) => standing !== "in")).map(rowOf);
  const outIds = new Set(out.map(({ match }) => match?.deviceId));
  const back = rowsOf(rows.filter(({ standing }) => standing === "in")).map(rowOf);
  return { out, back: back.filter(({ match }) => !outIds.has(match?.deviceId)) };
}

function rowsOf(rows: readonly MatchedClient[]): readonly MatchedClient[] {
  return joinClients(rows).toSorted((a, b) => b.client.last.atMs - a.client.last.atMs);
}
