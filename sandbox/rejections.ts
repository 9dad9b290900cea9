import { openAdmin } from "./admin.ts";
import type { RunningGateway } from "./gateway.ts";
import { pause } from "./pause.ts";

/** Requests that somebody has rejected. */
export interface Rejections {
  has: (requestId: string | null) => boolean;
}

const RECONNECT_INTERVAL_MS = 3_000;

/** The request that this event says was rejected, or `null`. */
function rejectedRequest(event: string, payload: unknown): string | null {
  if (event !== "device.pair.resolved" || typeof payload !== "object" || payload === null) return null;
  if (!("requestId" in payload) || !("decision" in payload) || payload.decision !== "rejected") return null;
  return typeof payload.requestId === "string" ? payload.requestId : null;
}

/**
 * Collects rejections through an administrator's session until the signal aborts. Gateways do not tell a device that it
 * was rejected, so simulated devices would otherwise send a new request at once.
 */
export function watchRejections(gateway: RunningGateway, signal: AbortSignal): Rejections {
  const rejected = new Set<string>();
  const watch = async () => {
    const admin = await openAdmin(gateway);
    admin.onEvent(({ event, payload }) => {
      const requestId = rejectedRequest(event, payload);
      if (requestId !== null) rejected.add(requestId);
    });
    const leave = () => void admin.disconnect();
    signal.addEventListener("abort", leave);
    if (signal.aborted) leave();
    await admin.closed;
    signal.removeEventListener("abort", leave);
  };
  const watchOn = async () => {
    while (!signal.aborted) {
      await watch().catch(() => undefined);
      await pause(RECONNECT_INTERVAL_MS, signal);
    }
  };
  void watchOn();
  return { has: (requestId) => requestId !== null && rejected.has(requestId) };
}
