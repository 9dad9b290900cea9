import { useMemo, useSyncExternalStore } from "react";
import { useConnection } from "./connection-context.ts";
import { formatAge, formatClock, formatDateTime } from "#lib/time.ts";
import { useNow } from "#ui/use-now.ts";

/** The gateway's clock minus this browser's, in ms. Renders again only when that changes, unlike the snapshot. */
function useClockDifference(): number {
  const connection = useConnection();
  return useSyncExternalStore(connection.subscribe, () => connection.getSnapshot().clockDifferenceMs);
}

/** What the gateway's clock says now, in ms since the epoch, to the step that `useNow` goes by. */
export function useGatewayNow(stepMs?: number): number {
  return useNow(stepMs) + useClockDifference();
}

/** Times of the gateway in words, by the clock of the person who reads them. */
export interface GatewayTimes {
  /** "6 h ago" */
  readonly age: (gatewayMs: number) => string;
  /** "12 Nov 2026, 14:05" */
  readonly dateTime: (gatewayMs: number) => string;
  /** "14:05" */
  readonly clock: (gatewayMs: number) => string;
}

/** The one way to show a time that the gateway gave: its clock need not be this browser's. */
export function useGatewayTimes(stepMs = 30_000): GatewayTimes {
  const nowMs = useNow(stepMs);
  const differenceMs = useClockDifference();
  return useMemo(
    () => ({
      age: (gatewayMs) => formatAge(nowMs + differenceMs - gatewayMs),
      dateTime: (gatewayMs) => formatDateTime(gatewayMs - differenceMs),
      clock: (gatewayMs) => formatClock(gatewayMs - differenceMs),
    }),
    [nowMs, differenceMs],
  );
}
