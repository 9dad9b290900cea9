import type { GatewayProtocolSocket, GatewayProtocolSocketHandlers } from "@openclaw/gateway-client/browser";
import { WebSocket, type RawData } from "ws";

/** The protocol client's socket, with an addition. */
export interface SocketControl extends GatewayProtocolSocket {
  /** From now on `close` lets the other side close first for a moment, so that its code is reported. */
  expectClose: () => void;
}

const PEER_CLOSE_WAIT_MS = 1_000;

/** The text of a WebSocket message. */
export function decodeMessage(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString("utf8");
  return Buffer.isBuffer(data) ? data.toString("utf8") : Buffer.from(data).toString("utf8");
}

/** Opens a WebSocket; with `remoteIp` it looks like one that a reverse proxy passes on. */
export function openSocket(
  url: string,
  from: { origin?: string; remoteIp?: string },
  handlers: GatewayProtocolSocketHandlers,
): SocketControl {
  const socket = new WebSocket(url, {
    handshakeTimeout: 10_000,
    ...(from.origin !== undefined && { origin: from.origin }),
    ...(from.remoteIp !== undefined && { headers: { "X-Forwarded-For": from.remoteIp } }),
  });
  let closeWaitMs = 0;
  socket.on("open", handlers.open);
  socket.on("message", (data) => handlers.message(decodeMessage(data)));
  socket.on("error", handlers.error);
  socket.on("close", (code, reason) => handlers.close(code, reason.toString("utf8")));
  return {
    isOpen: () => socket.readyState === WebSocket.OPEN,
    send: (data) => socket.send(data),
    close: (code, reason) => {
      if (closeWaitMs === 0) socket.close(code, reason);
      else setTimeout(() => socket.close(code, reason), closeWaitMs).unref();
    },
    expectClose: () => (closeWaitMs = PEER_CLOSE_WAIT_MS),
  };
}
