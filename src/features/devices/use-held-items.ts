import { useEffect, useMemo, useRef, useState } from "react";

/** A pointer that rested this long is not about to click. */
const POINTER_REST_MS = 2_000;

interface HeldItems<Item> {
  readonly shown: readonly Item[];
  readonly heldCount: number;
  readonly showAll: () => void;
  /** Handlers for the region whose rows a new item would push down. */
  readonly region: { readonly onPointerMove: () => void; readonly onPointerLeave: () => void };
}

/**
 * Keeps new items back while the pointer is at work below them: what appears above a row would push another one under
 * a click.
 * @param keyOf must stay the same function
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
    // What is on the screen now stays; everything else waits.
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
