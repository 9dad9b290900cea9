import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import { connect, type Socket } from "node:net";

/** A proxy that has a gateway below a folder, and takes the folder away from what it passes on. */
export async function startPathProxy(
  target: { readonly port: number },
  folder: string,
): Promise<{ readonly url: string; readonly close: () => void }> {
  const sockets = new Set<Socket>();
  const without = (url = "/") => url.slice(folder.length) || "/";
  const server = createServer((request, response) => {
    const { method, headers } = request;
    const passedOn = httpRequest(
      { host: "127.0.0.1", port: target.port, path: without(request.url), method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(passedOn);
  });
  server.on("upgrade", (request, socket: Socket, head) => {
    const upstream = connect({ port: target.port, host: "127.0.0.1" }, () => {
      const headers = request.rawHeaders.flatMap((name, index) =>
        index % 2 === 0 ? [`${name}: ${request.rawHeaders[index + 1]}`] : [],
      );
      upstream.write(`GET ${without(request.url)} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n`);
      upstream.write(head);
      socket.pipe(upstream).pipe(socket);
    });
    for (const one of [socket, upstream]) {
      sockets.add(one);
      one.on("error", () => one.destroy());
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}
