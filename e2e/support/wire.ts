import type { Page, WebSocketRoute } from "@playwright/test";
import { z } from "zod";
import { deferred } from "../../sandbox/deferred.ts";

const frame = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  event: z.string().optional(),
  seq: z.number().optional(),
  ok: z.boolean().optional(),
  payload: z.unknown().optional(),
});

/** A frame of the gateway's protocol, as far as the tests look at it. */
export type Frame = z.infer<typeof frame>;

function parseFrame(data: string | Buffer): Frame {
  return frame.parse(JSON.parse(data.toString()));
}

/** One WebSocket that the page opened, with the frames that it sent, oldest first. */
export interface SocketRecord {
  readonly url: string;
  readonly sent: Frame[];
}

/** Records every WebSocket that the page opens from now on. */
export function recordSockets(page: Page): SocketRecord[] {
  const records: SocketRecord[] = [];
  page.on("websocket", (socket) => {
    const record: SocketRecord = { url: socket.url(), sent: [] };
    records.push(record);
    socket.on("framesent", ({ payload }) => record.sent.push(parseFrame(payload)));
  });
  return records;
}

/** What the page has sent to one gateway, oldest first. */
export function sentTo(records: readonly SocketRecord[], gatewayUrl: string): readonly Frame[] {
  const { host } = new URL(gatewayUrl);
  return records.filter(({ url }) => new URL(url).host === host).flatMap(({ sent }) => sent);
}

/** Whether a secret occurs anywhere in what was sent. */
export function contains(frames: readonly Frame[], secret: string): boolean {
  return JSON.stringify(frames).includes(secret);
}

/** All requests of one method that the page has sent, oldest first. */
export function requestsSent(records: readonly Pick<SocketRecord, "sent">[], method: string): Frame[] {
  return records.flatMap(({ sent }) => sent.filter((one) => one.method === method));
}

/** The answer of a gateway that refuses the request which `frame` answers. */
export function refusal({ id }: Frame, error: Readonly<Record<string, unknown>>): Frame {
  return { type: "res", id, ok: false, error };
}

/** Decides what becomes of a frame on its way: pass it, change it, multiply it, or drop it. */
export type Rewrite = (frame: Frame, method: string | undefined) => Frame | string | readonly Frame[] | null;

/** A frame that is kept on its way. */
export interface HeldFrame {
  readonly frame: Frame;
  readonly release: () => void;
}

const CUT = { code: 4999, reason: "cut by the test" };

/** The wire between the page and the real gateway, with a hand on it. */
export class Wire {
  /** Frames that the page has sent, over all connections, whether or not they went on. */
  readonly sent: Frame[] = [];
  /** How often the page has opened a socket. */
  connections = 0;
  #rewrite: Rewrite | null = null;
  #rewriteSent: ((frame: Frame) => Frame) | null = null;
  #pageSide: WebSocketRoute | null = null;
  #gatewaySide: WebSocketRoute | null = null;
  #holds = new Map<string, (held: HeldFrame) => void>();
  #cuts = new Set<string>();

  /**
   * Puts a hand on every WebSocket that the page opens from now on.
   * @param gatewayUrl only on those to this gateway. A wire has one connection at a time.
   */
  static async into(page: Page, gatewayUrl?: string): Promise<Wire> {
    const wire = new Wire();
    const isMeant = (url: URL) => gatewayUrl === undefined || url.host === new URL(gatewayUrl).host;
    await page.routeWebSocket(isMeant, (route) => wire.#join(route));
    return wire;
  }

  /** Rewrites the frames that come from the gateway. */
  rewrite(rewrite: Rewrite | null): void {
    this.#rewrite = rewrite;
  }

  /** Rewrites the frames that the page sends. */
  rewriteSent(rewrite: ((frame: Frame) => Frame) | null): void {
    this.#rewriteSent = rewrite;
  }

  /** Keeps the next request of this method that the page sends. */
  hold(method: string): Promise<HeldFrame> {
    const { promise, resolve } = deferred<HeldFrame>();
    this.#holds.set(method, resolve);
    return promise;
  }

  /** Lets the next request of this method through and cuts the connection before the answer can come. */
  cutAfter(method: string): void {
    this.#cuts.add(method);
  }

  /** All requests of one method that the page has sent, oldest first. */
  requests(method: string): readonly Frame[] {
    return requestsSent([this], method);
  }

  /** Cuts the connection, as a lost network would. */
  cut(): void {
    void this.#pageSide?.close(CUT);
    void this.#gatewaySide?.close();
    this.#pageSide = null;
    this.#gatewaySide = null;
  }

  /** Lets the page receive something that the gateway has not sent. */
  deliver(data: string | Frame): void {
    this.#pageSide?.send(typeof data === "string" ? data : JSON.stringify(data));
  }

  #join(page: WebSocketRoute): void {
    const gateway = page.connectToServer();
    const methods = new Map<string, string>();
    this.connections += 1;
    this.#pageSide = page;
    this.#gatewaySide = gateway;
    page.onMessage((data) => {
      const parsed = parseFrame(data);
      const { id, method = "" } = parsed;
      this.sent.push(parsed);
      // Sent before the page has learned that its connection is gone.
      if (this.#gatewaySide !== gateway) return;
      if (id !== undefined) methods.set(id, method);
      const keep = this.#holds.get(method);
      if (keep) {
        this.#holds.delete(method);
        keep({ frame: parsed, release: () => gateway.send(data) });
        return;
      }
      gateway.send(this.#rewriteSent ? JSON.stringify(this.#rewriteSent(parsed)) : data);
      if (this.#cuts.delete(method)) {
        // The gateway keeps its side, and nothing more goes there.
        this.#gatewaySide = null;
        void page.close(CUT);
      }
    });
    gateway.onMessage((data) => {
      const parsed = parseFrame(data);
      const method = parsed.id === undefined ? undefined : methods.get(parsed.id);
      const result = this.#rewrite ? this.#rewrite(parsed, method) : parsed;
      if (result === parsed) page.send(data);
      else if (typeof result === "string") page.send(result);
      else if (result !== null) for (const one of [result].flat()) page.send(JSON.stringify(one));
    });
  }
}
