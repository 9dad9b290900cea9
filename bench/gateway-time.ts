/** A request or a reply on the wire; `atMs` by the page's clock. */
export interface WireFrame {
  readonly atMs: number;
  readonly direction: "sent" | "received";
  /** Of the request, also in its reply. */
  readonly id: string;
  /** Of requests only. */
  readonly method?: string;
}

/**
 * How long the page waited for the gateway between a click and the reply to `method`: whenever a request was on its
 * way. What is asked after that reply, nothing on the screen waits for.
 * @returns null when that reply is not among the frames
 */
export function gatewayMs(frames: readonly WireFrame[], fromMs: number, method: string): number | null {
  const since = frames.filter(({ atMs }) => atMs >= fromMs);
  const decisive = since.find((frame) => frame.direction === "sent" && frame.method === method);
  const end = since.find((frame) => frame.direction === "received" && frame.id === decisive?.id);
  if (!end) return null;
  const open = new Set<string>();
  let waitedMs = 0;
  let sinceMs = 0;
  for (const { atMs, direction, id } of since.toSorted((a, b) => a.atMs - b.atMs)) {
    if (atMs > end.atMs) break;
    if (open.size > 0) waitedMs += atMs - sinceMs;
    sinceMs = atMs;
    if (direction === "sent") open.add(id);
    else open.delete(id);
  }
  return waitedMs;
}
