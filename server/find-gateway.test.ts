import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import { freePort } from "../sandbox/ports.ts";
import { probeGateway } from "./find-gateway.ts";

describe("probeGateway", () => {
  let server: WebSocketServer | null = null;

  async function listen(greet: (socket: WebSocket) => void): Promise<string> {
    const port = await freePort();
    server = new WebSocketServer({ host: "127.0.0.1", port });
    server.on("connection", greet);
    await once(server, "listening");
    return `ws://127.0.0.1:${port}`;
  }

  afterEach(() => {
    server?.close();
    server = null;
  });

  test("knows a gateway by its challenge", async () => {
    const url = await listen((socket) =>
      socket.send('{"type":"event","event":"connect.challenge","payload":{}}'),
    );
    expect(await probeGateway(url)).toBeNull();
  });

  test.each([
    ["something else", (socket: WebSocket) => socket.send("hello"), "is no OpenClaw gateway"],
    ["silence", () => undefined, "said nothing within 0.2 s"],
    ["a closed door", (socket: WebSocket) => socket.close(1013), "closed the connection (1013)"],
  ])("says what happened instead: %s", async (_what, greet, problem) => {
    expect(await probeGateway(await listen(greet), 200)).toBe(problem);
  });

  test("says when nobody listens", async () => {
    expect(await probeGateway("ws://127.0.0.1:1")).toBe("is not listening");
  });
});
