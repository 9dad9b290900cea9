import { queryOptions, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { useGateway, type Gateway } from "./gateway.ts";
import type { ApprovalKind, WaitingApproval } from "#domain/command-approval.ts";
import type { GatewayEvent } from "#gateway/events.ts";
import type { GatewaySession } from "#gateway/session.ts";
import { parseWaitingList } from "#gateway/waiting-approvals.ts";

const KEY = "command-approvals";
const NONE: readonly WaitingApproval[] = [];
const NO_ENDS: ReadonlyMap<string, unknown> = new Map();
/** Somebody may be looking at a request that has just ended. */
const KEPT_ENDS = 100;

/** What waits on `gatewayUrl` for somebody's yes or no, as far as this session has heard of it; what ends first comes first. */
export function commandApprovalsOptions(gatewayUrl: string) {
  return queryOptions<readonly WaitingApproval[]>({
    queryKey: [KEY, gatewayUrl],
    queryFn: () => NONE,
    enabled: false,
    structuralSharing: false,
  });
}

/** The events that ended requests on `gatewayUrl` lately, by the ids of these. */
export function approvalEndsOptions(gatewayUrl: string) {
  return queryOptions<ReadonlyMap<string, unknown>>({
    queryKey: ["command-approval-ends", gatewayUrl],
    queryFn: () => NO_ENDS,
    enabled: false,
    structuralSharing: false,
  });
}

/** What waits on this gateway, also what has expired meanwhile: 2026.3.13 sends no event then. */
export function useCommandApprovals(): readonly WaitingApproval[] {
  return useQuery(commandApprovalsOptions(useGateway().url)).data ?? NONE;
}

/** The gateways on which something waits, whichever of them is in use: each of them waits for this page. */
export function useGatewaysWithCommands(): readonly string[] {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback((listener: () => void) => cache.subscribe(listener), [cache]);
  // As one text, which is the same as long as nothing changes. Addresses have no spaces.
  const urls = useSyncExternalStore(subscribe, () =>
    cache
      .findAll({ queryKey: [KEY] })
      .flatMap(({ queryKey, state }) =>
        Array.isArray(state.data) && state.data.length > 0 ? queryKey[1] : [],
      )
      .join(" "),
  );
  return urls === "" ? [] : urls.split(" ");
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
export function keepCommandApprovals({ url, connection }: Gateway, queryClient: QueryClient): () => void {
  let session: GatewaySession | null = null;
  let waiting: readonly WaitingApproval[] = NONE;
  let fetches = 0;
  /**
   * What ended since the running fetches began: an older answer must not bring it back. Not for longer, since an asker
   * may use an id again (2026.3.13, after 15 seconds).
   */
  const endedMeanwhile = new Set<string>();

  const show = (next: readonly WaitingApproval[]) => {
    waiting = next.toSorted((a, b) => a.expiresAtMs - b.expiresAtMs);
    queryClient.setQueryData(commandApprovalsOptions(url).queryKey, waiting);
  };
  const keepEnd = (id: string, payload: unknown) => {
    queryClient.setQueryData(approvalEndsOptions(url).queryKey, (before = NO_ENDS) => {
      const others = [...before].filter(([other]) => other !== id);
      return new Map([...others, [id, payload] as const].slice(-KEPT_ENDS));
    });
  };

  const read = async ([kind, method]: (typeof LISTS)[number], of: GatewaySession) => {
    const before = new Set(waiting);
    const listed = parseWaitingList(kind, method, await of.request(method));
    if (of !== session) return;
    // What came while the gateway was answering may be missing from its answer.
    const others = waiting.filter((one) => one.kind !== kind || !before.has(one));
    const known = new Set(others.map(({ id }) => id));
    show([...listed.filter(({ id }) => !known.has(id) && !endedMeanwhile.has(id)), ...others]);
  };
  const readAll = async (of: GatewaySession) => {
    fetches += 1;
    const lists = LISTS.filter(([, method]) => of.hello.methods.includes(method));
    // A list that could not be read leaves what is known; a new session fetches it again.
    await Promise.allSettled(lists.map((list) => read(list, of)));
    fetches -= 1;
    if (fetches === 0) endedMeanwhile.clear();
  };

  const onEvent = (event: GatewayEvent) => {
    if (!session) return;
    if (event.type === "approval-requested") {
      const { approval } = event;
      show([...waiting.filter(({ id }) => id !== approval.id), approval]);
    } else if (event.type === "approval-resolved") {
      if (fetches > 0) endedMeanwhile.add(event.id);
      keepEnd(event.id, event.payload);
      show(waiting.filter(({ id }) => id !== event.id));
    } else if (event.type === "gap") void readAll(session);
  };

  const onStateChange = () => {
    const next = connection.session;
    if (next === session) return;
    show(NONE);
    session = next;
    if (session) void readAll(session);
  };

  const stops = [connection.events.add(onEvent), connection.subscribe(onStateChange)];
  onStateChange();
  return () => {
    for (const stop of stops) stop();
  };
}
