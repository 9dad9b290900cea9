import { useEffect } from "react";
import { useDeviceList } from "#data/device-list.ts";
import { useGateway } from "#data/gateway.ts";
import { END_MARGIN_MS, requestStanding } from "#domain/request-standing.ts";
import type { DeviceList } from "#gateway/messages.ts";

/** The gateway announces no expiry, so the list is read again when the next request's time is over. */
export function useRereadAtEnd({ pending, readAtMs }: DeviceList, clockDifferenceMs: number): void {
  const { refetch } = useDeviceList();
  const gateway = useGateway();
  useEffect(() => {
    const now = Date.now();
    let nextMs = Infinity;
    for (const request of pending) {
      const standing = requestStanding(request, { readAtMs, clockDifferenceMs }, now);
      if (standing.kind === "waiting") nextMs = Math.min(nextMs, standing.leftMs);
      else if (standing.kind === "over") nextMs = 0;
    }
    if (nextMs === Infinity) return;
    const timer = setTimeout(
      () => {
        if (gateway.session) void refetch();
      },
      // Whatever is listed later than this is known to be alive.
      nextMs + END_MARGIN_MS,
    );
    return () => clearTimeout(timer);
  }, [pending, readAtMs, clockDifferenceMs, gateway, refetch]);
}
