import { queryOptions, type QueryClient } from "@tanstack/react-query";
import type { Gateway } from "./gateway.ts";
import { ListFeed, type ListEvent } from "./list-feed.ts";
import { nodeListKey } from "./node-list-key.ts";
import type { NodeRequest } from "#domain/node-request.ts";
import type { GatewayEvent } from "#gateway/events.ts";
import {
  parseNodeList,
  parseNodeRequested,
  parseNodeResolved,
  type NodeList,
} from "#gateway/node-messages.ts";
import type { GatewaySession } from "#gateway/session.ts";

/** Fetches the list, past the cache. @throws GatewayRequestError, UnreadableReplyError */
export async function readNodeList(session: GatewaySession): Promise<NodeList> {
  return parseNodeList(await session.request("node.pair.list"));
}

/** Whose commands wait for approval on a gateway, and whose were approved. */
export function nodeListOptions(gateway: Gateway, queryClient: QueryClient) {
  return queryOptions({
    queryKey: nodeListKey(gateway.url),
    queryFn: () => nodeFeedOf(gateway, queryClient).read(),
    structuralSharing: false,
  });
}

export type NodeFeed = ListFeed<NodeRequest, NodeList>;

const feeds = new WeakMap<Gateway, NodeFeed>();

/** The feed of a gateway's nodes, which hears the gateway's events from the first call on. */
export function nodeFeedOf(gateway: Gateway, queryClient: QueryClient): NodeFeed {
  const known = feeds.get(gateway);
  if (known) return known;
  const queryKey = nodeListKey(gateway.url);
  const feed: NodeFeed = new ListFeed(() => readNodeList(gateway.requireSession("node.pair.list")), {
    get: () => queryClient.getQueryData<NodeList>(queryKey),
    set: (list) => queryClient.setQueryData<NodeList>(queryKey, list),
  });
  feeds.set(gateway, feed);
  gateway.connection.events.add((event) => {
    if (!gateway.session) return;
    const heard = nodeEvent(event);
    if (heard) feed.hear(heard);
    // An approval changes what is approved, a removal ends requests without naming them, and 2026.6.11 announces a request
    // without the scopes that approving it needs.
    if (event.type === "node-pairing" || event.type === "gap") feed.read().catch(() => undefined);
  });
  return feed;
}

/** What an event says about the list; null where that has to be fetched. */
export function nodeEvent(event: GatewayEvent): ListEvent<NodeRequest> | null {
  if (event.type !== "node-pairing") return null;
  if (event.event === "node.pair.requested") {
    const request = parseNodeRequested(event.payload);
    return request && { type: "requested", request };
  }
  const requestId = parseNodeResolved(event.payload);
  return requestId ? { type: "resolved", resolution: { requestId } } : null;
}
