import { useQuery } from "@tanstack/react-query";
import { useGateway } from "./gateway.ts";
import { presenceOptions } from "./presence.ts";
import { useHello } from "./session.ts";
import type { LiveSession } from "#domain/live-session.ts";
import { coversScope } from "#domain/scopes.ts";
import { parseLiveSessions } from "#gateway/live-sessions.ts";
import type { GatewaySession } from "#gateway/session.ts";

/** Soon enough for who waits for somebody to come in. */
export const SESSIONS_POLL_MS = 3_000;

export async function readLiveSessions(session: GatewaySession): Promise<readonly LiveSession[]> {
  return parseLiveSessions(await session.request("system-presence"));
}

/**
 * The open sessions on this gateway, with the rights that each has now. Read anew whenever presence changes, and every
 * `pollMs`: 2026.3.13 sends no event when somebody comes in. Undefined where the gateway does not say.
 */
export function useLiveSessions(pollMs: number, isWanted = true): readonly LiveSession[] | undefined {
  const gateway = useGateway();
  const hello = useHello();
  const { dataUpdatedAt } = useQuery(presenceOptions(gateway.url));
  return useQuery({
    queryKey: ["live-sessions", gateway.url, dataUpdatedAt],
    queryFn: () => readLiveSessions(gateway.requireSession("system-presence")),
    enabled:
      isWanted &&
      hello !== null &&
      hello.methods.includes("system-presence") &&
      coversScope(hello.scopes, "operator.read"),
    placeholderData: (before, query) => (query?.queryKey[1] === gateway.url ? before : undefined),
    refetchInterval: pollMs,
    gcTime: 0,
  }).data;
}
