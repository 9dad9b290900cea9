import { queryOptions, useQuery } from "@tanstack/react-query";

/**
 * Device ids with an open session on `gatewayUrl`, as the gateway's presence said last; null before it said
 * anything. Old gateways do not mark devices as connected in the list: presence is all there is.
 */
export function presenceOptions(gatewayUrl: string) {
  return queryOptions<ReadonlySet<string> | null>({
    queryKey: ["presence", gatewayUrl],
    queryFn: () => null,
    enabled: false,
    structuralSharing: false,
  });
}

/** Who is online on `gatewayUrl`; kept up to date by live-updates.ts. */
export function usePresence(gatewayUrl: string): ReadonlySet<string> | null {
  return useQuery(presenceOptions(gatewayUrl)).data ?? null;
}
