import { useEffect, useRef, useState, type ReactNode } from "react";
import { whenIdle } from "#lib/when-idle.ts";

/** Somebody who reloads the page at once must not wait for the worker, which takes a slow computer a second. */
const DELAY_MS = 4_000;

/**
 * Keeps the files of this page in the browser, once nothing more important is being loaded.
 * @returns the offer of a newer version, when one is kept
 */
export function useKeptPage(isSettled: boolean): ReactNode {
  const [offer, setOffer] = useState<ReactNode>(null);
  const hasBegun = useRef(false);
  useEffect(() => {
    if (!isSettled || hasBegun.current) return;
    return whenIdle(() => {
      hasBegun.current = true;
      const keep = async () => {
        // Loaded before the wait: the server may be gone after it.
        const { keepAndOffer } = await import("./new-version.tsx");
        await new Promise((resolve) => setTimeout(resolve, DELAY_MS));
        await keepAndOffer(setOffer);
      };
      // A page that is not kept works all the same.
      keep().catch(() => undefined);
    });
  }, [isSettled]);
  return offer;
}
