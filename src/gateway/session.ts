import { toRequestError, type GatewayRequestError, type SettledRequest } from "./requests.ts";
import type { Hello } from "#domain/connection/state.ts";

/** A device token of this browser that came in a reply. */
export interface OwnToken {
  readonly token: string;
  readonly scopes: readonly string[];
}

export interface SessionDeps {
  readonly hello: Hello;
  /** The device that signed in: this browser. */
  readonly deviceId: string | null;
  /** The gateway's clock minus this browser's at the sign-in; 0 where it did not tell its time. */
  readonly clockDifferenceMs: number;
  readonly send: (
    method: string,
    params: Record<string, unknown>,
    options: { readonly timeoutMs?: number | null; readonly onSent: () => void },
  ) => Promise<unknown>;
  readonly onSettled: (request: SettledRequest) => void;
  readonly replaceOwnToken: (fresh: OwnToken | null) => Promise<void>;
}

/**
 * A session at one gateway, from its hello until the socket closes. Requests are made on a session, so that none can
 * reach another gateway.
 */
export class GatewaySession {
  readonly hello: Hello;
  readonly deviceId: string | null;
  readonly clockDifferenceMs: number;
  readonly #deps: SessionDeps;
  #isOver = false;

  constructor(deps: SessionDeps) {
    this.hello = deps.hello;
    this.deviceId = deps.deviceId;
    this.clockDifferenceMs = deps.clockDifferenceMs;
    this.#deps = deps;
  }

  /**
   * Sends a request, once.
   * @param timeoutMs how long to wait for the answer; default: 30 s; null: for ever
   * @throws GatewayRequestError, `not-sent` when the session is over
   */
  async request(
    method: string,
    params: Record<string, unknown> = {},
    { timeoutMs }: { readonly timeoutMs?: number | null } = {},
  ): Promise<unknown> {
    const { send, onSettled } = this.#deps;
    let wasSent = false;
    let error: GatewayRequestError | null = null;
    try {
      if (this.#isOver) throw new Error("Not connected");
      const onSent = () => (wasSent = true);
      return await send(method, params, { onSent, ...(timeoutMs !== undefined && { timeoutMs }) });
    } catch (cause) {
      error = toRequestError(method, cause, wasSent);
      throw error;
    } finally {
      onSettled({ method, params, error });
    }
  }

  /**
   * Keeps a device token of this browser that a reply brought, or forgets the one that a write made invalid (null), also
   * when the session is over.
   */
  replaceOwnToken(fresh: OwnToken | null): Promise<void> {
    return this.#deps.replaceOwnToken(fresh);
  }

  /** The socket has closed: nothing more is sent. */
  end(): void {
    this.#isOver = true;
  }
}
