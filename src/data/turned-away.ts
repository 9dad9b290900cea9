import { useMemo } from "react";
import { useDeviceList } from "./device-list.ts";
import { useGatewayNow } from "./gateway-clock.ts";
import { useGatewayLog, useSignInLimit } from "./gateway-log.ts";
import { SESSIONS_POLL_MS, useLiveSessions } from "./live-sessions.ts";
import { useHello } from "./session.ts";
import type { MatchedClient } from "#domain/gateway-log/join-clients.ts";
import { stormOf, type Storm } from "#domain/gateway-log/storms.ts";
import { whoIsOut, type RefusedClient } from "#domain/gateway-log/who-is-out.ts";
import { shownName } from "#domain/names.ts";
import { safeText, type SafeText } from "#lib/safe-text.ts";

/** A client that was turned away, with everything that is known about it. */
export interface TurnedAwayRow extends RefusedClient {
  readonly storm: Storm | null;
  readonly name: SafeText;
}

const STEP_MS = 5_000;

/** One row a client, the last to try first. */
export function useTurnedAway(pollMs: number) {
  const { log, ...reading } = useGatewayLog(pollMs);
  const list = useDeviceList().data;
  const sessions = useLiveSessions(
    Math.max(pollMs, SESSIONS_POLL_MS),
    log !== undefined && log.clients.size > 0,
  );
  const limit = useSignInLimit(log !== undefined && log.tries.size > 0);
  const protocol = useHello()?.protocol ?? 4;
  const nowMs = useGatewayNow(STEP_MS);
  const rows = useMemo(() => {
    const connectedAtMs = new Map(
      sessions?.flatMap(({ deviceId, sinceMs }) =>
        deviceId === undefined || sinceMs === undefined ? [] : [[deviceId, sinceMs] as const],
      ),
    );
    if (!log) return { out: [], back: [] };
    const { out, back } = whoIsOut(log.clients, { list: list ?? null, connectedAtMs, nowMs });
    const toRow = (row: RefusedClient): TurnedAwayRow => ({
      ...row,
      storm: limit ? stormOf(row.client.last, log.tries, limit, { nowMs, protocol }) : null,
      name: nameOf(row),
    });
    return { out: out.map(toRow), back: back.map(toRow) };
  }, [log, list, sessions, limit, protocol, nowMs]);
  return { ...rows, log, ...reading };
}

/** What the gateway lists of a device that is probably this one; else what the client says. */
function nameOf({ client: { last, isCrowd }, match }: MatchedClient): SafeText {
  if (isCrowd) return safeText(`Many names from ${last.address ?? "one address"}`);
  const known = match?.certainty === "faint" ? null : (match?.device ?? match?.request);
  if (known) return shownName(known).safe;
  if (last.proven) return shownName(last.proven).safe;
  const { name, clientId } = last.client;
  return shownName({ deviceId: "", displayName: name ?? clientId ?? "A client without a name" }).safe;
}
