import { queryOptions, useQuery, type QueryClient } from "@tanstack/react-query";
import { useGateway } from "./gateway.ts";
import type { ApprovalKind, CommandApproval } from "#domain/command-approval.ts";
import { parseApprovalList } from "#gateway/command-approvals.ts";
import type { GatewayConnection } from "#gateway/connection.ts";
import type { GatewayEvent } from "#gateway/events.ts";
import type { GatewaySession } from "#gateway/session.ts";
import { RecentIds } from "#lib/recent-ids.ts";

const NONE: readonly CommandApproval[] = [];

/** What waits on `gatewayUrl` for somebody's yes or no, as far as this session has heard of it; what ends first comes first. */
export function commandApprovalsOptions(gatewayUrl: string) {
  return queryOptions<readonly CommandApproval[]>({
    queryKey: ["command-approvals", gatewayUrl],
    queryFn: () => NONE,
    enabled: false,
    structuralSharing: false,
  });
}

/** What waits on this gateway, also what has expired meanwhile: 2026.3.13 sends no event then. */
export function useCommandApprovals(): readonly CommandApproval[] {
  return useQuery(commandApprovalsOptions(useGateway().url)).data ?? NONE;
}

/** 2026.3.13 has none of these: there only events tell, and what came before the page was open cannot be known. */
const LISTS: readonly (readonly [kind: ApprovalKind, method: string])[] = [
  ["exec", "exec.approval.list"],
  ["plugin", "plugin.approval.list"],
  ["system-agent", "openclaw.approval.list"],
];

/**
 * Keeps the cached list of one session after another: empty while not connected, since nobody says then what still
 * waits; read when a session begins and when events were lost, and changed by events in between.
 * @returns the way to stop
 */
export function keepCommandApprovals(connection: GatewayConnection, queryClient: QueryClient): () => void {
  let session: GatewaySession | null = null;
  let gatewayUrl: string | null = null;
  /** Ids are never used again, so a reading that is older than an event must not bring an ended request back. */
  let ended = new RecentIds();
  let waiting: readonly CommandApproval[] = NONE;

  const show = (next: readonly CommandApproval[]) => {
    waiting = next.toSorted((a, b) => a.expiresAtMs - b.expiresAtMs);
    if (gatewayUrl !== null) queryClient.setQueryData(commandApprovalsOptions(gatewayUrl).queryKey, waiting);
  };

  const read = async ([kind, method]: (typeof LISTS)[number], of: GatewaySession) => {
    const before = new Set(waiting);
    const listed = parseApprovalList(kind, method, await of.request(method));
    if (of !== session) return;
    // What came while the gateway was answering may be missing from its answer.
    const others = waiting.filter((one) => one.kind !== kind || !before.has(one));
    const known = new Set(others.map(({ id }) => id));
    show([...listed.filter(({ id }) => !known.has(id) && !ended.has(id)), ...others]);
  };
  const readAll = (of: GatewaySession) => {
    for (const list of LISTS) {
      // A list that could not be read leaves what is known; a session that was lost brings a new reading.
      if (of.hello.methods.includes(list[1])) read(list, of).catch(() => undefined);
    }
  };

  const onEvent = (event: GatewayEvent) => {
    if (!session) return;
    if (event.type === "approval-requested") {
      const { approval } = event;
      if (!ended.has(approval.id)) show([...waiting.filter(({ id }) => id !== approval.id), approval]);
    } else if (event.type === "approval-resolved") {
      ended.add(event.id);
      show(waiting.filter(({ id }) => id !== event.id));
    } else if (event.type === "gap") readAll(session);
  };

  const onStateChange = () => {
    const next = connection.session;
    if (next === session) return;
    show(NONE);
    session = next;
    gatewayUrl = session?.gatewayUrl ?? null;
    ended = new RecentIds();
    if (session) readAll(session);
  };

  const stops = [connection.onEvent(onEvent), connection.subscribe(onStateChange)];
  onStateChange();
  return () => {
    for (const stop of stops) stop();
  };
}
