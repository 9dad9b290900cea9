import { QueryClient } from "@tanstack/react-query";
import { isRefusal } from "#gateway/requests.ts";

/** Builds the cache of what the gateway said. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Freshness comes from the gateway's events and from refetching after writes (see live-updates.ts).
        staleTime: Infinity,
        gcTime: Infinity,
        retry: (failureCount, error) => failureCount < 1 && !isRefusal(error),
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // The connection knows better than the browser whether it can be asked: a loopback gateway is
        // there while the network is not.
        networkMode: "always",
      },
      // A write that was sent may have been carried out: it is never sent again by itself.
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
