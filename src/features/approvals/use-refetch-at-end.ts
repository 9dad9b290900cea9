import { useEffect } from "react";
import { useDeviceList } from "#data/device-list.ts";
import { useGateway } from "#data/gateway.ts";
import { END_MARGIN_MS, requestLifetime } from "#domain/request-lifetime.ts";
import type { DeviceList } from "#gateway/messages.ts";

/** Fetches the list again when the next request expires, which the gateway does not announce. */
export function useRefetchAtEnd({ pending, readAtMs }: DeviceList, clockDifferenceMs: number): void {
  const { refetch } = useDeviceList();
  const gateway = useGateway();
  useEffect(() => {
    const now = Date.now();
    let nextMs = Infinity;
    for (const request of pending) {
      const standing = requestLifetime(request, { readAtMs, clockDifferenceMs }, now);
      if (standing.kind === "waiting") nextMs = Math.min(nextMs, standing.leftMs);
      else if (standing.kind === "over") nextMs = 0;
    }
    if (nextMs === Infinity) return;
    const timer = setTimeout(
      () => {
        if (gateway.session) void refetch();
      },
      // A request that is still listed after this has not expired.
      nextMs + END_MARGIN_MS,
    );
    return () => clearTimeout(timer);
  }, [pending, readAtMs, clockDifferenceMs, gateway, refetch]);
}
