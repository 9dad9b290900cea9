import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useGateway } from "./gateway.ts";
import { nodeFeedOf, nodeListOptions, type NodeFeed } from "./node-feed.ts";
import { useHello } from "./session.ts";
import type { NodeList } from "#gateway/node-messages.ts";

/** The feed of this gateway's nodes. */
export function useNodeFeed(): NodeFeed {
  return nodeFeedOf(useGateway(), useQueryClient());
}

/** Whose commands wait for approval on this gateway, and whose were approved; kept up to date by node-watch.ts. */
export function useNodeList(): UseQueryResult<NodeList> {
  const options = nodeListOptions(useGateway(), useQueryClient());
  return useQuery({ ...options, enabled: useHello()?.methods.includes("node.pair.list") ?? false });
}
