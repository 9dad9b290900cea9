import type { QueryClient } from "@tanstack/react-query";
import type { Gateway } from "./gateway.ts";
import { whenIdle } from "#lib/when-idle.ts";
import type { DeviceList } from "#gateway/messages.ts";

/** Old gateways have a list of nodes of its own, which need not be devices. */
export function mayHaveNodes({ paired }: DeviceList, methods: readonly string[]): boolean {
  if (!methods.includes("node.pair.list")) return false;
  return methods.includes("node.pair.request") || paired.some(({ roles }) => roles.includes("node"));
}

/**
 * Has the list of nodes fetched whenever the device list was, on a gateway that may have nodes: that is fetched whenever
 * something may have changed without an event, and old gateways let these requests expire like that.
 * @returns the way to stop
 */
export function keepNodeList(gateway: Gateway, queryClient: QueryClient): () => void {
  let readAtMs = 0;
  return queryClient.getQueryCache().subscribe(() => {
    const { list, session } = gateway;
    if (!list || !session || list.readAtMs === readAtMs) return;
    if (!mayHaveNodes(list, session.hello.methods)) return;
    ({ readAtMs } = list);
    // Most gateways have no node, so the code for them is loaded only here.
    whenIdle(() => {
      import("./node-feed.ts")
        .then(({ nodeListOptions }) =>
          queryClient.fetchQuery({ ...nodeListOptions(gateway, queryClient), staleTime: 0 }),
        )
        // Whoever shows the list shows the error.
        .catch(() => undefined);
    });
  });
}
