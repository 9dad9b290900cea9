import { setTimeout as sleep } from "node:timers/promises";
import { resolveGatewayStartupRetryAfterMs } from "@openclaw/gateway-client/browser";
import { createIdentity, type DeviceIdentity } from "./identity.ts";
import {
  openSession,
  type ClientDescription,
  type Credentials,
  type OpenResult,
  type Session,
  type SessionClose,
  type SessionEvent,
} from "./session.ts";

/** A simulated device, independent of its connections. */
export interface DeviceOptions extends Omit<ClientDescription, "identity"> {
  /** Operator or node. */
  role: string;
  scopes: readonly string[];
  /**
   * Default: a new one. `null`: connect without a device identity, which gateways allow to a local
   * `gateway-client` in mode `backend` with the shared token, and which leaves no paired device behind.
   */
  identity?: DeviceIdentity | null;
}

/** Where and with what to connect. Role, scopes and name stand for this one connection only. */
export interface ConnectOptions extends Credentials {
  url: string;
  role?: string;
  scopes?: readonly string[];
  displayName?: string;
  /** Default 3. */
  minProtocol?: number;
  /** Default 4. */
  maxProtocol?: number;
}

/** How a connection attempt ended; see `OpenResult` for the parts. */
export type ConnectOutcome = OpenResult["outcome"];

/** How long `connect` waits for a starting gateway, over all attempts. */
const STARTUP_WAIT_MS = 60_000;

/**
 * A device other than a browser: a real protocol client with its own key. It never reconnects automatically, and retries
 * only while the gateway says that it is still starting.
 */
export class SimulatedDevice {
  readonly identity: DeviceIdentity | null;
  readonly #options: DeviceOptions;
  readonly #listeners = new Set<(event: SessionEvent) => void>();
  #session: Session | null = null;

  constructor(options: DeviceOptions) {
    this.#options = options;
    this.identity = options.identity === undefined ? createIdentity() : options.identity;
  }

  /** Hex id by which gateways know the device; empty without an identity. */
  get deviceId(): string {
    return this.identity?.deviceId ?? "";
  }

  /** Whether a session is open now. */
  get connected(): boolean {
    return this.#session?.open ?? false;
  }

  /** Settles when the latest session ends. Throws if there was none. */
  get closed(): Promise<SessionClose> {
    return this.#current().closed;
  }

  /** Calls the listener with each event of this and all later sessions. Returns the way to stop that. */
  onEvent(listener: (event: SessionEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Connects and does the handshake. A refusal is an outcome, not a rejection. */
  async connect(options: ConnectOptions): Promise<ConnectOutcome> {
    if (this.connected) throw new Error("This device is already connected");
    const deadlineMs = Date.now() + STARTUP_WAIT_MS;
    for (;;) {
      const { outcome, session, error } = await openSession(
        {
          ...this.#options,
          identity: this.identity,
          displayName: options.displayName ?? this.#options.displayName,
        },
        {
          ...options,
          role: options.role ?? this.#options.role,
          scopes: options.scopes ?? this.#options.scopes,
          onEvent: (event) => this.#listeners.forEach((listener) => listener(event)),
        },
      );
      if (session) this.#session = session;
      const retryAfterMs = resolveGatewayStartupRetryAfterMs(error);
      if (outcome.ok || retryAfterMs === null || Date.now() + retryAfterMs > deadlineMs) return outcome;
      await sleep(retryAfterMs);
    }
  }

  /** Calls a gateway method. Rejects with `GatewayProtocolRequestError` if the gateway refuses it. */
  async request(method: string, params: unknown = {}): Promise<unknown> {
    return this.#current().request(method, params);
  }

  /** Ends the session, if there is one, and waits until it is closed. */
  async disconnect(): Promise<void> {
    if (this.#session === null) return;
    this.#session.close();
    await this.#session.closed;
  }

  #current(): Session {
    if (this.#session === null) throw new Error("This device has not been connected");
    return this.#session;
  }
}

/** A device that is ready to connect. */
export function createDevice(options: DeviceOptions): SimulatedDevice {
  return new SimulatedDevice(options);
}
