import type { GatewayProtocolSocket, GatewayProtocolSocketHandlers } from "@openclaw/gateway-client/browser";

/** The limit of one frame: the gateways' own `policy.maxPayload`. */
const LONGEST_FRAME = 26_214_400;
/** Private use: this page ends the connection itself. */
export const CLOSED_BY_PAGE = 4008;

/**
 * Adapts the browser's WebSocket to the official client.
 * A close by this page is reported at once: on a half-open connection the browser would wait for the peer's close frame
 * for up to a minute, and the page would seem to be connected.
 * @param onUnreadable called for each frame that is no text or larger than a gateway may send
 */
export function openSocket(
  url: string,
  handlers: GatewayProtocolSocketHandlers,
  onUnreadable: () => void,
): GatewayProtocolSocket {
  const socket = new WebSocket(url);
  let isClosed = false;
  const finish = (code: number, reason: string) => {
    if (isClosed) return;
    isClosed = true;
    handlers.close(code, reason);
  };
  const close = (code: number, reason: string) => {
    // Browsers allow a page to send 1000 and 3000–4999 only.
    const isAllowed = code === 1000 || (code >= 3000 && code <= 4999);
    socket.close(isAllowed ? code : CLOSED_BY_PAGE, reason.slice(0, 100));
    queueMicrotask(() => finish(code, reason));
  };
  socket.addEventListener("open", () => {
    if (!isClosed) handlers.open();
  });
  socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (isClosed) return;
    if (typeof data === "string" && data.length <= LONGEST_FRAME) handlers.message(data);
    else onUnreadable();
  });
  // A close follows every error event, which says no more.
  socket.addEventListener("close", ({ code, reason }) => finish(code, reason));
  return {
    isOpen: () => !isClosed && socket.readyState === WebSocket.OPEN,
    send: (data) => socket.send(data),
    close: (code = 1000, reason = "") => close(code, reason),
  };
}
