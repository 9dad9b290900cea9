/** Where the browser does not tell when it is idle (Safari). */
const PROBABLY_IDLE_MS = 2_000;

/** Calls `act` when the browser has nothing else to do. @returns how to call it off */
export function whenIdle(act: () => void): () => void {
  if ("requestIdleCallback" in window) {
    const id = requestIdleCallback(act);
    return () => cancelIdleCallback(id);
  }
  const timer = setTimeout(act, PROBABLY_IDLE_MS);
  return () => clearTimeout(timer);
}
