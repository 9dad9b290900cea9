import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import { freePort } from "../sandbox/ports.ts";
import { chooseCandidate, probeGateway } from "./find-gateway.ts";

describe("chooseCandidate", () => {
  const env = { OPENCLAW_GATEWAY_URL: "ws://env.example" };

  test("prefers the flag, then the environment, then the usual address", () => {
    expect(chooseCandidate("ws://flag.example", env)).toEqual({
      url: "ws://flag.example",
      source: "--gateway",
    });
    expect(chooseCandidate(null, env)).toEqual({ url: "ws://env.example", source: "OPENCLAW_GATEWAY_URL" });
    expect(chooseCandidate(null, {}).url).toBe("ws://127.0.0.1:18789");
    expect(chooseCandidate(null, { OPENCLAW_GATEWAY_URL: "" }).url).toBe("ws://127.0.0.1:18789");
  });

  test("does not take just anything from the environment", () => {
    expect(() => chooseCandidate(null, { OPENCLAW_GATEWAY_URL: "nonsense" })).toThrow(
      /^OPENCLAW_GATEWAY_URL/,
    );
  });
});

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
