import { useEffect, useMemo, useRef, useState } from "react";

/** A pointer that has not moved for this long is not about to click. */
const POINTER_REST_MS = 2_000;

export interface HeldItems<Item> {
  readonly shown: readonly Item[];
  readonly heldCount: number;
  readonly showAll: () => void;
  /** Handlers for the region that a new item would push down. */
  readonly region: { readonly onPointerMove: () => void; readonly onPointerLeave: () => void };
}

/**
 * Holds new items back while the pointer is over the rows below them, since an item that appears above a row would move
 * another row under the pointer.
 * @param keyOf must be stable
 */
export function useHeldItems<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | null,
): HeldItems<Item> {
  const [held, setHeld] = useState<ReadonlySet<string | null> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const release = () => {
    clearTimeout(timer.current);
    setHeld(null);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const hold = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setHeld(null), POINTER_REST_MS);
    // Keeps what is on the screen now.
    setHeld((before) => before ?? new Set(items.map(keyOf)));
  };
  const shown = useMemo(
    () => (held ? items.filter((item) => held.has(keyOf(item))) : items),
    [items, held, keyOf],
  );
  return {
    shown,
    heldCount: items.length - shown.length,
    showAll: release,
    region: { onPointerMove: hold, onPointerLeave: release },
  };
}
