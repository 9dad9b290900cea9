import { queryOptions, useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useGateway } from "./gateway.ts";
import { useHello } from "./session.ts";
import type { PairedDevice } from "#domain/device.ts";
import { isOnline } from "#domain/device-traits.ts";

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

/**
 * Who was online on this gateway when the gateway last said so; kept up to date by live-updates.ts. It belongs to the
 * last fetch of the list; whether a device is online now, `useIsOnline` tells.
 */
export function usePresence(): ReadonlySet<string> | null {
  return useQuery(presenceOptions(useGateway().url)).data ?? null;
}

/** Tells whether a device is online now: undefined where nobody knows, such as while the page is not connected. */
export function useIsOnline(): (device: PairedDevice) => boolean | undefined {
  const isConnected = useHello() !== null;
  const online = usePresence();
  return useCallback((device) => (isConnected ? isOnline(device, online) : undefined), [isConnected, online]);
}
