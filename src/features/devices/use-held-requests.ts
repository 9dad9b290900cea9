import { useEffect, useMemo, useRef, useState } from "react";
import type { PairingRequest } from "#domain/device.ts";

/** A pointer that rested this long is not about to click. */
const POINTER_REST_MS = 2_000;

interface HeldRequests {
  readonly shown: readonly PairingRequest[];
  readonly heldCount: number;
  readonly showAll: () => void;
  /** Handlers for the region whose rows a new request would push down. */
  readonly region: { readonly onPointerMove: () => void; readonly onPointerLeave: () => void };
}

/**
 * Keeps new requests back while the pointer is at work below the pending table: a new row there would push
 * another device under a click. Inside the pending table nothing has to be held, since new rows go to its end.
 */
export function useHeldRequests(pending: readonly PairingRequest[]): HeldRequests {
  const [held, setHeld] = useState<ReadonlySet<string> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const release = () => {
    clearTimeout(timer.current);
    setHeld(null);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const hold = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setHeld(null), POINTER_REST_MS);
    // What is on the screen now stays; everything else waits.
    setHeld((before) => before ?? new Set(pending.map(({ requestId }) => requestId)));
  };
  const shown = useMemo(
    () => (held ? pending.filter(({ requestId }) => held.has(requestId)) : pending),
    [pending, held],
  );
  return {
    shown,
    heldCount: pending.length - shown.length,
    showAll: release,
    region: { onPointerMove: hold, onPointerLeave: release },
  };
}
