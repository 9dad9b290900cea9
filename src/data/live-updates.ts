import type { QueryClient } from "@tanstack/react-query";
import { deviceListOptions } from "./device-list.ts";
import type { Gateway } from "./gateway.ts";
import { presenceOptions } from "./presence.ts";
import type { GatewayEvent } from "#gateway/events.ts";

/** How long a burst of presence changes is collected before the list is fetched again. */
const REFETCH_DELAY_MS = 1_000;
/** Whoever has just approved something waits for the result: fetching thousands of devices can wait until that is drawn. */
const AFTER_RESULT_MS = 150;
/** Removals, rotations, revocations and expiry come without an event, so the list is also fetched now and then. */
const SLOW_REFETCH_MS = 60_000;

/**
 * Hands the gateway's events to the feed of its device list, and refetches the list whenever it may have changed without
 * an event.
 * @returns the way to stop
 */
export function keepCacheLive(gateway: Gateway, queryClient: QueryClient): () => void {
  const { connection, feed, url } = gateway;
  const onlineKey = presenceOptions(url).queryKey;
  let isConnected = false;
  let planned: { readonly timer: ReturnType<typeof setTimeout>; readonly atMs: number } | undefined;

  const refetch = () => {
    clearTimeout(planned?.timer);
    planned = undefined;
    if (isConnected) gateway.refetch();
  };
  /** A refetch that is planned for an earlier time is enough. */
  const refetchIn = (delayMs: number) => {
    const atMs = Date.now() + delayMs;
    if (planned && planned.atMs <= atMs) return;
    clearTimeout(planned?.timer);
    planned = { timer: setTimeout(refetch, delayMs), atMs };
  };

  const onEvent = (event: GatewayEvent) => {
    switch (event.type) {
      case "requested":
        feed.hear(event);
        break;
      case "resolved":
        feed.hear(event);
        // An approval is also a new device, or a wider one.
        if (event.resolution.decision !== "rejected") refetchIn(AFTER_RESULT_MS);
        break;
      case "presence":
        queryClient.setQueryData(onlineKey, event.online);
        refetchIn(REFETCH_DELAY_MS);
        break;
      case "devices-changed":
      case "node-pairing":
      case "gap":
        refetch();
        break;
      // command-approvals.ts and setup-codes.ts hear these.
      case "approval-requested":
      case "approval-resolved":
      case "setup-ended":
        break;
    }
  };

  const onStateChange = () => {
    const { state } = connection.getSnapshot();
    const wasConnected = isConnected;
    isConnected = state.phase === "connected";
    if (state.phase !== "connected" || wasConnected) return;
    queryClient.setQueryData(onlineKey, state.hello.online);
    void queryClient.prefetchQuery({ ...deviceListOptions(gateway), staleTime: 0 });
  };

  const onShown = () => {
    if (document.visibilityState === "visible") refetch();
  };
  const slowRefetch = setInterval(onShown, SLOW_REFETCH_MS);
  const stops = [connection.events.add(onEvent), connection.subscribe(onStateChange)];
  document.addEventListener("visibilitychange", onShown);
  onStateChange();
  return () => {
    for (const stop of stops) stop();
    clearInterval(slowRefetch);
    clearTimeout(planned?.timer);
    document.removeEventListener("visibilitychange", onShown);
  };
}
