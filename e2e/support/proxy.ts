import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type Socket } from "node:net";

export interface ProxyOptions {
  /** What everybody gets until `letThrough`: 403, or no answer at all. Default: what the gateway says. */
  readonly before?: "403" | "silence";
  /** Hands on what the gateway says in this many milliseconds as one packet. Default: each as it comes. */
  readonly collectMs?: number;
  /** Where the gateway takes the browser to be. */
  readonly remoteIp?: string;
}

/** Hands on what `from` says within `ms` as one packet, and its end in a packet of its own. */
function collect(from: Socket, to: Socket, ms: number): void {
  let held: Buffer[] = [];
  const later = (then: () => void) => setTimeout(then, ms);
  from.on("data", (data: Buffer) => {
    held.push(data);
    if (held.length > 1) return;
    later(() => {
      to.write(Buffer.concat(held));
      held = [];
    });
  });
  from.on("end", () => later(() => later(() => to.end())));
}

/** A proxy in front of a gateway, which does what proxies do now and then. */
export async function startProxy(
  target: { readonly port: number },
  { before, collectMs = 0, remoteIp }: ProxyOptions,
): Promise<{ readonly url: string; letThrough: () => void; close: () => void }> {
  let isClosed = before !== undefined;
  const sockets = new Set<Socket>();
  const isSilent = () => isClosed && before === "silence";
  const server = createServer((_, response) => isSilent() || response.writeHead(403).end());
  server.on("upgrade", (request, socket: Socket, head) => {
    sockets.add(socket);
    if (isSilent()) return;
    if (isClosed) {
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      return;
    }
    const upstream = connect({ port: target.port, host: "127.0.0.1", allowHalfOpen: true }, () => {
      const headers = request.rawHeaders.flatMap((name, index) =>
        index % 2 === 0 ? [`${name}: ${request.rawHeaders[index + 1]}`] : [],
      );
      if (remoteIp !== undefined) headers.push(`X-Forwarded-For: ${remoteIp}`);
      upstream.write(`GET ${request.url} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n`);
      upstream.write(head);
      socket.pipe(upstream);
      collect(upstream, socket, collectMs);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port");
  return {
    url: `ws://127.0.0.1:${address.port}`,
    letThrough: () => (isClosed = false),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
