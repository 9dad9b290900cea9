import { queryOptions, useQuery } from "@tanstack/react-query";
import { deviceListKey } from "./device-feed.ts";
import { useGateway, type Gateway } from "./gateway.ts";
import { useHello } from "./session.ts";
import { isRefusal } from "#gateway/requests.ts";

/** Who waits and who is paired on a gateway. */
export function deviceListOptions({ url, feed }: Gateway) {
  return queryOptions({
    queryKey: deviceListKey(url),
    queryFn: () => feed.read(),
    // The feed keeps what has not changed: ten thousand devices compared at once would stop the page.
    structuralSharing: false,
  });
}

/**
 * The device list of the gateway that the page is connected to, or was connected to last: after a disconnect it stays,
 * with the time of its last fetch (`readAtMs`).
 */
export function useDeviceList() {
  const gateway = useGateway();
  const isConnected = useHello() !== null;
  return useQuery({ ...deviceListOptions(gateway), enabled: isConnected && isReadable });
}

/** How often the list is fetched while somebody waits for something that comes without an event. */
const WATCH_MS = 3_000;

/** Refetches the list every few seconds while `isWanted`: rotations by others, and returns to old gateways, send no event. */
export function useListWatch(isWanted: boolean): void {
  const gateway = useGateway();
  const isConnected = useHello() !== null;
  useQuery({
    ...deviceListOptions(gateway),
    enabled: isWanted && isConnected && isReadable,
    refetchInterval: WATCH_MS,
  });
}

/** A refused fetch is retried by a person, or on the next session, and not by itself. */
function isReadable({ state }: { readonly state: { readonly error: Error | null } }): boolean {
  return !isRefusal(state.error);
}
