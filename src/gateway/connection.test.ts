import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import * as fakeIndexedDb from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocketServer, type WebSocket as ServerSocket } from "ws";
import { GatewayConnection, type ConnectionDeps } from "./connection.ts";
import { CredentialVault } from "./credentials.ts";
import { openDatabase } from "./database.ts";
import { loadIdentity } from "./device-identity.ts";
import { MemoryStorage } from "./test-support/memory-storage.ts";
import type { ConnectionState } from "#domain/connection/state.ts";
import { z } from "#lib/zod.ts";

/**
 * The connection over real sockets. What listens there is no gateway: it says a few frames and then does what a test
 * wants, such as nothing. What gateways really do is tested in e2e.
 */

const request = z.object({ id: z.string(), method: z.string() });
type Request = z.infer<typeof request>;

const HELLO = {
  type: "hello-ok",
  protocol: 4,
  server: { version: "2026.9.6", connId: "1" },
  features: { methods: [], events: [] },
  snapshot: {},
  auth: { role: "operator", scopes: ["operator.admin"] },
  policy: { tickIntervalMs: 30_000 },
};
const PAIRING = { code: "NOT_PAIRED", message: "pairing required" };
const MINUTE_MS = 60_000;

let stops: (() => void)[] = [];
let connection: GatewayConnection;
/** Errors that the page would report to nobody but the console. */
const reported: unknown[] = [];

/** Listens on a port of its own. @param onSocket gets each WebSocket that opens */
async function listen(onSocket: (socket: ServerSocket) => void): Promise<string> {
  const server = createHttpServer();
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", onSocket);
  stops.push(() => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  });
  return listenOn(server);
}

async function listenOn(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("It does not listen on a port");
  return `ws://127.0.0.1:${address.port}`;
}

function send(socket: ServerSocket, frame: unknown): void {
  socket.send(JSON.stringify(frame));
}

function challenge(socket: ServerSocket): void {
  send(socket, { type: "event", event: "connect.challenge", payload: { nonce: "n", ts: Date.now() } });
}

/** Sends the challenge, and answers each request by `answer`; undefined: not at all. */
function answering(
  answer: (asked: Request, socket: ServerSocket) => unknown,
): (socket: ServerSocket) => void {
  return (socket) => {
    challenge(socket);
    socket.on("message", (data: Buffer) => {
      const asked = request.parse(JSON.parse(data.toString()));
      const reply = answer(asked, socket);
      if (reply !== undefined) send(socket, { type: "res", id: asked.id, ...Object(reply) });
    });
  };
}

const letIn = ({ method }: Request) => ({ ok: true, payload: method === "connect" ? HELLO : { method } });
const refuse = (error: Record<string, unknown>) => () => ({ ok: false, error });

/** Makes the connection that the test is about, and has it connect. */
function connectTo(gatewayUrl: string, deps: Partial<ConnectionDeps> = {}): void {
  const made = new GatewayConnection(gatewayUrl, {
    openDatabase: () => openDatabase(),
    loadIdentity: (database) => loadIdentity(database, () => ({ displayName: "Test", platform: "Linux" })),
    vault: new CredentialVault(new MemoryStorage(), new MemoryStorage()),
    isTrustedEndpoint: () => true,
    isPageVisible: () => true,
    ...deps,
  });
  stops.push(() => made.disconnect());
  connection = made;
  made.connect();
}

/** Lets sockets and storage do their work until the connection is in `phase`; no time passes for the page's timers. */
async function until(phase: ConnectionState["phase"]): Promise<ConnectionState> {
  await vi.waitUntil(() => connection.getSnapshot().state.phase === phase, { interval: 1, timeout: 5_000 });
  return connection.getSnapshot().state;
}

function lastAttempt() {
  return connection.getSnapshot().attempts.at(-1);
}

async function untilReached(phase: string): Promise<void> {
  await vi.waitUntil(() => lastAttempt()?.phases.at(-1)?.phase === phase, { interval: 1, timeout: 5_000 });
}

beforeEach(() => {
  for (const [name, value] of Object.entries(fakeIndexedDb)) vi.stubGlobal(name, value);
  vi.stubGlobal("indexedDB", new fakeIndexedDb.IDBFactory());
  vi.stubGlobal("reportError", (error: unknown) => reported.push(error));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
});

afterEach(() => {
  for (const stop of stops.toReversed()) stop();
  stops = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
  if (reported.length > 0)
    throw new AggregateError(reported.splice(0), "Errors that the page would have reported");
});

describe("who ended an attempt", () => {
  it("says that a host never opened the connection", async () => {
    connectTo(await listenOn(createServer(() => undefined)));
    await vi.advanceTimersByTimeAsync(10_000);
    const state = await until("waiting");
    expect(state).toMatchObject({ failure: { endedBy: "not-opened", closeCode: null, message: "" } });
  });

  it("says that no challenge came", async () => {
    connectTo(await listen(() => undefined));
    await untilReached("opened");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await until("waiting")).toMatchObject({ failure: { endedBy: "no-challenge", closeCode: null } });
  });

  it("says that no answer came", async () => {
    connectTo(await listen(challenge));
    await untilReached("signed");
    await vi.advanceTimersByTimeAsync(14_000);
    expect(await until("waiting")).toMatchObject({ failure: { endedBy: "no-answer", closeCode: null } });
  });

  it("stops at a challenge and at an answer that make no sense", async () => {
    connectTo(
      await listen((socket) => send(socket, { type: "event", event: "connect.challenge", payload: {} })),
    );
    expect(await until("blocked")).toMatchObject({ failure: { endedBy: "unreadable" } });
    connectTo(await listen(answering(() => ({ ok: true, payload: { protocol: "four" } }))));
    await untilReached("signed");
    expect(await until("blocked")).toMatchObject({ failure: { endedBy: "unreadable" } });
  });

  it("says that this browser's storage does not answer", async () => {
    connectTo(await listen(challenge), { openDatabase: () => new Promise(() => undefined) });
    await untilReached("challenged");
    await vi.advanceTimersByTimeAsync(14_000);
    expect(await until("blocked")).toMatchObject({ failure: { endedBy: "storage", closeCode: null } });
  });

  it("passes on what the gateway answered, and how it closed", async () => {
    const details = { code: "AUTH_TOKEN_MISSING" };
    connectTo(await listen(answering(refuse({ code: "INVALID_REQUEST", message: "no", details }))));
    expect(await until("blocked")).toMatchObject({
      failure: { endedBy: "refusal", code: "AUTH_TOKEN_MISSING", message: "no" },
    });
    connectTo(await listen((socket) => socket.close(1012, "service restart")));
    expect(await until("waiting")).toMatchObject({
      failure: { endedBy: "closed", closeCode: 1012, message: "service restart" },
    });
  });

  it("gives up a session in which nothing came for two ticks", async () => {
    connectTo(await listen(answering(letIn)));
    await until("connected");
    await vi.advanceTimersByTimeAsync(75_000);
    expect(await until("waiting")).toMatchObject({ failure: { endedBy: "silence" } });
  });
});

describe("a session", () => {
  it("answers “not sent” once it is over, also while the next one stands", async () => {
    const sockets: ServerSocket[] = [];
    const answer = answering(letIn);
    connectTo(
      await listen((socket) => {
        sockets.push(socket);
        answer(socket);
      }),
    );
    await until("connected");
    const first = connection.session;
    expect(await first?.request("device.pair.list")).toEqual({ method: "device.pair.list" });
    sockets[0]?.close(1012);
    await until("waiting");
    expect(connection.session).toBeNull();
    await vi.advanceTimersByTimeAsync(1_000);
    await until("connected");
    await expect(first?.request("device.pair.approve")).rejects.toMatchObject({ kind: "not-sent" });
    expect(await connection.session?.request("health")).toEqual({ method: "health" });
  });

  it("does not know what became of a request whose answer never came", async () => {
    const answer = answering((asked, socket) =>
      asked.method === "connect" ? letIn(asked) : socket.terminate(),
    );
    connectTo(await listen(answer));
    await until("connected");
    const write = connection.session?.request("device.pair.remove");
    await expect(write).rejects.toMatchObject({ kind: "outcome-unknown" });
  });
});

describe("a connection that waits", () => {
  it("is woken no sooner than the gateway has asked for", async () => {
    let asked = 0;
    const busy = { code: "UNAVAILABLE", message: "busy", retryable: true, retryAfterMs: 60_000 };
    connectTo(
      await listen(
        answering(() => {
          asked += 1;
          return { ok: false, error: busy };
        }),
      ),
    );
    await until("waiting");
    connection.wake();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(asked).toBe(1);
    expect(connection.getSnapshot().state.phase).toBe("waiting");
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitUntil(() => asked === 2, { interval: 1, timeout: 5_000 });
  });

  it("is woken at once where the gateway has asked for nothing, and only once", async () => {
    let opened = 0;
    const url = await listen((socket) => {
      opened += 1;
      if (opened === 1) socket.close(1012);
    });
    connectTo(url);
    await until("waiting");
    connection.wake();
    await vi.advanceTimersByTimeAsync(0);
    connection.wake();
    await vi.advanceTimersByTimeAsync(0);
    await untilReached("opened");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(opened).toBe(2);
  });

  it("notices that its pairing request was rejected after more than five minutes", async () => {
    let requestId = "first";
    const pairing = () => ({
      ok: false,
      error: { ...PAIRING, details: { code: "PAIRING_REQUIRED", requestId, reason: "not-paired" } },
    });
    connectTo(await listen(answering(pairing)));
    await until("waiting");
    const startedMs = Date.now();
    while (Date.now() - startedMs < 6 * MINUTE_MS) {
      const before = lastAttempt()?.id;
      await vi.advanceTimersByTimeAsync(3_000);
      await vi.waitUntil(() => lastAttempt()?.id !== before && lastAttempt()?.followUp, {
        interval: 1,
        timeout: 5_000,
      });
    }
    requestId = "second";
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await until("blocked")).toMatchObject({ isTurnedDown: true });
    const { attempts } = connection.getSnapshot();
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(connection.getSnapshot().attempts).toBe(attempts);
  });
});
