import { toRequestError, type SettledRequest } from "./requests.ts";

/** Sends a request over the socket of a session; `onSent` is called once it is on its way. */
export type SendRequest = (
  method: string,
  params: Record<string, unknown>,
  options: { readonly onSent: () => void; readonly timeoutMs?: number | null },
) => Promise<unknown>;

/** A signed-in session with one gateway. Requests are made on it and on nothing else, so none can land on another gateway. */
export class GatewaySession {
  readonly gatewayUrl: string;
  #send: SendRequest | null;
  readonly #onSettled: (request: SettledRequest) => void;

  /** @param onSettled is told of each request that has ended, never of what was answered */
  constructor(gatewayUrl: string, send: SendRequest, onSettled: (request: SettledRequest) => void) {
    this.gatewayUrl = gatewayUrl;
    this.#send = send;
    this.#onSettled = onSettled;
  }

  /** From now on nothing is sent any more. */
  end(): void {
    this.#send = null;
  }

  /**
   * Sends a request. It is never sent twice.
   * @param timeoutMs how long to wait for the answer; default: 30 s; null: for ever
   * @throws GatewayRequestError `not-sent` once the session is over
   */
  async request(
    method: string,
    params: Record<string, unknown> = {},
    options: { readonly timeoutMs?: number | null } = {},
  ): Promise<unknown> {
    const { gatewayUrl } = this;
    let wasSent = false;
    let reply: unknown;
    try {
      if (!this.#send) throw new Error("Not connected");
      reply = await this.#send(method, params, { onSent: () => (wasSent = true), ...options });
    } catch (cause) {
      const error = toRequestError(method, cause, wasSent);
      this.#onSettled({ gatewayUrl, method, params, error });
      throw error;
    }
    this.#onSettled({ gatewayUrl, method, params, error: null });
    return reply;
  }
}
