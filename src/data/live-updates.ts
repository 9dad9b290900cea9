import type { QueryClient } from "@tanstack/react-query";
import { deviceListOptions, updateDeviceList, withoutRequest, withRequest } from "./device-list.ts";
import { presenceOptions } from "./presence.ts";
import type { GatewayConnection } from "#gateway/connection.ts";
import type { GatewayEvent } from "#gateway/events.ts";
import { RecentIds } from "#lib/recent-ids.ts";

/** How long a burst of presence changes is collected before the list is read again. */
const REREAD_DELAY_MS = 1_000;
/** Who has just approved something waits for the result: to read thousands of devices can wait until that is drawn. */
const AFTER_RESULT_MS = 150;
/** Removals, rotations, revocations and expiry come without an event, so the list is also read now and then. */
const SLOW_REREAD_MS = 60_000;

/**
 * The one place where what the gateway says changes the cache: events change the cached list directly, and
 * whatever may have changed without an event makes it be read again.
 * @returns the way to stop
 */
export function keepCacheLive(connection: GatewayConnection, queryClient: QueryClient): () => void {
  let connectedTo: string | null = null;
  let planned: { readonly timer: ReturnType<typeof setTimeout>; readonly atMs: number } | undefined;
  /** Ids are never used again, so an event that arrives late must not bring a resolved request back. */
  const resolvedIds = new RecentIds();

  const reread = () => {
    clearTimeout(planned?.timer);
    planned = undefined;
    if (connectedTo === null) return;
    void queryClient.invalidateQueries({ queryKey: deviceListOptions(connection, connectedTo).queryKey });
  };
  /** A reading that is under way may be older than an event, and would undo it. */
  const rereadIfReading = ({ queryKey }: { readonly queryKey: readonly unknown[] }) => {
    if (queryClient.isFetching({ queryKey }) > 0) reread();
  };
  /** Whatever is planned earlier does for both. */
  const rereadIn = (delayMs: number) => {
    const atMs = Date.now() + delayMs;
    if (planned && planned.atMs <= atMs) return;
    clearTimeout(planned?.timer);
    planned = { timer: setTimeout(reread, delayMs), atMs };
  };

  const onEvent = (event: GatewayEvent) => {
    if (connectedTo === null) return;
    const list = deviceListOptions(connection, connectedTo);
    switch (event.type) {
      case "requested":
        if (resolvedIds.has(event.request.requestId)) break;
        updateDeviceList(queryClient, list, (current) => withRequest(current, event.request));
        rereadIfReading(list);
        break;
      case "resolved":
        resolvedIds.add(event.resolution.requestId);
        updateDeviceList(queryClient, list, (current) => withoutRequest(current, event.resolution.requestId));
        // An approval is also a new device, or a wider one.
        if (event.resolution.decision === "rejected") rereadIfReading(list);
        else rereadIn(AFTER_RESULT_MS);
        break;
      case "presence":
        queryClient.setQueryData(presenceOptions(connectedTo).queryKey, event.online);
        rereadIn(REREAD_DELAY_MS);
        break;
      case "devices-changed":
      case "gap":
        reread();
        break;
    }
  };

  const onStateChange = () => {
    const { state } = connection.getSnapshot();
    const isConnectedTo = state.phase === "connected" ? state.gatewayUrl : null;
    if (isConnectedTo === connectedTo) return;
    connectedTo = isConnectedTo;
    if (state.phase !== "connected") return;
    queryClient.setQueryData(presenceOptions(state.gatewayUrl).queryKey, state.hello.online);
    void queryClient.prefetchQuery({ ...deviceListOptions(connection, state.gatewayUrl), staleTime: 0 });
  };

  const onShown = () => {
    if (document.visibilityState === "visible") reread();
  };
  const slowReread = setInterval(onShown, SLOW_REREAD_MS);
  const stops = [connection.onEvent(onEvent), connection.subscribe(onStateChange)];
  document.addEventListener("visibilitychange", onShown);
  onStateChange();
  return () => {
    for (const stop of stops) stop();
    clearInterval(slowReread);
    clearTimeout(planned?.timer);
    document.removeEventListener("visibilitychange", onShown);
  };
}
