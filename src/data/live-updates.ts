import type { QueryClient } from "@tanstack/react-query";
import { deviceListOptions } from "./device-list.ts";
import type { Gateway, Gateways } from "./gateway.ts";
import { presenceOptions } from "./presence.ts";
import type { GatewayConnection } from "#gateway/connection.ts";
import type { GatewayEvent } from "#gateway/events.ts";

/** How long a burst of presence changes is collected before the list is read again. */
const REREAD_DELAY_MS = 1_000;
/** Who has just approved something waits for the result: to read thousands of devices can wait until that is drawn. */
const AFTER_RESULT_MS = 150;
/** Removals, rotations, revocations and expiry come without an event, so the list is also read now and then. */
const SLOW_REREAD_MS = 60_000;

/**
 * Hands the gateway's events to the feed of its device list, and has the list read again whenever it may have changed
 * without an event.
 * @returns the way to stop
 */
export function keepCacheLive(
  connection: GatewayConnection,
  gateways: Gateways,
  queryClient: QueryClient,
): () => void {
  let gateway: Gateway | null = null;
  let planned: { readonly timer: ReturnType<typeof setTimeout>; readonly atMs: number } | undefined;

  const reread = () => {
    clearTimeout(planned?.timer);
    planned = undefined;
    gateway?.reread();
  };
  /** Whatever is planned earlier does for both. */
  const rereadIn = (delayMs: number) => {
    const atMs = Date.now() + delayMs;
    if (planned && planned.atMs <= atMs) return;
    clearTimeout(planned?.timer);
    planned = { timer: setTimeout(reread, delayMs), atMs };
  };

  const onEvent = (event: GatewayEvent) => {
    if (!gateway) return;
    switch (event.type) {
      case "requested":
        gateway.feed.hear(event);
        break;
      case "resolved":
        gateway.feed.hear(event);
        // An approval is also a new device, or a wider one.
        if (event.resolution.decision !== "rejected") rereadIn(AFTER_RESULT_MS);
        break;
      case "presence":
        queryClient.setQueryData(presenceOptions(gateway.url).queryKey, event.online);
        rereadIn(REREAD_DELAY_MS);
        break;
      case "devices-changed":
      case "gap":
        reread();
        break;
      // command-approvals.ts keeps these.
      case "approval-requested":
      case "approval-resolved":
        break;
    }
  };

  const onStateChange = () => {
    const { state } = connection.getSnapshot();
    const connectedTo = state.phase === "connected" ? gateways.of(state.gatewayUrl) : null;
    if (connectedTo === gateway) return;
    gateway = connectedTo;
    if (!gateway || state.phase !== "connected") return;
    queryClient.setQueryData(presenceOptions(gateway.url).queryKey, state.hello.online);
    void queryClient.prefetchQuery({ ...deviceListOptions(gateway), staleTime: 0 });
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
