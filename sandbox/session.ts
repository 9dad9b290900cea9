import { randomUUID } from "node:crypto";
import {
  GatewayBrowserDeviceAuthLifecycle,
  GatewayProtocolClient,
  type GatewayBrowserDeviceAuthPlan,
  type GatewayClientId,
  type GatewayClientMode,
  type GatewayProtocolRequestError,
  type HelloOk,
} from "@openclaw/gateway-client/browser";
import { deferred } from "./deferred.ts";
import { signText, type DeviceIdentity } from "./identity.ts";
import { openSocket, type SocketControl } from "./socket.ts";

/** What a client says about itself, and its apparent address. */
export interface ClientDescription {
  clientId: GatewayClientId;
  mode: GatewayClientMode;
  displayName?: string | undefined;
  /** Default `linux`. */
  platform?: string;
  deviceFamily?: string;
  /** Default `1.0.0`. */
  version?: string;
  /** Default: none. What a node says that it can do, for the gateway's second approval (`node.pair.*`). */
  caps?: readonly string[];
  commands?: readonly string[];
  /** Sent as X-Forwarded-For. Without it the connection is local, and the gateway approves it silently. */
  remoteIp?: string;
  /** Only browsers send one. */
  origin?: string;
  identity: DeviceIdentity | null;
}

export interface Credentials {
  /** The gateway's shared token. Together with `deviceToken` both are sent. */
  token?: string;
  deviceToken?: string;
  password?: string;
  /** The single-use token of a setup code. */
  bootstrapToken?: string;
}

export interface SessionEvent {
  event: string;
  payload?: unknown;
  seq?: number;
}

export interface SessionClose {
  code: number;
  reason: string;
}

export interface SessionOptions extends Credentials {
  url: string;
  role: string;
  scopes: readonly string[];
  minProtocol?: number;
  maxProtocol?: number;
  onEvent: (event: SessionEvent) => void;
}

/** An open, authenticated connection. */
export interface Session {
  readonly open: boolean;
  readonly closed: Promise<SessionClose>;
  request: (method: string, params: unknown) => Promise<unknown>;
  close: () => void;
}

export interface OpenResult {
  outcome:
    | { ok: true; hello: HelloOk; deviceToken: string | null }
    | {
        ok: false;
        /** `error.details.code` of the gateway's reply. */
        code: string | null;
        message: string;
        details: unknown;
        /** As sent by the gateway, if it closed within a second of its reply; 1006 without a WebSocket close. */
        closeCode: number;
        closeReason: string;
      };
  session: Session | null;
  error: GatewayProtocolRequestError | null;
}

function readCode(details: unknown): string | null {
  if (typeof details !== "object" || details === null || !("code" in details)) return null;
  return typeof details.code === "string" ? details.code : null;
}

/** Builds the official auth lifecycle around one identity and, if given, one device token. */
function createLifecycle(identity: DeviceIdentity | null, options: SessionOptions) {
  const { deviceToken } = options;
  return new GatewayBrowserDeviceAuthLifecycle({
    loadIdentity: async () =>
      identity && {
        deviceId: identity.deviceId,
        publicKey: identity.publicKey,
        sign: async (text) => signText(identity, text),
      },
    // Stores nothing between connections: callers choose the token.
    tokenStore: {
      load: () => (deviceToken === undefined ? null : { token: deviceToken, scopes: [...options.scopes] }),
      store: () => undefined,
      clear: () => undefined,
    },
  });
}

/** One connection attempt, without a retry. Resolves when the gateway has accepted or refused it, or cannot be reached. */
export function openSession(description: ClientDescription, options: SessionOptions): Promise<OpenResult> {
  const client = {
    id: description.clientId,
    mode: description.mode,
    version: description.version ?? "1.0.0",
    platform: description.platform ?? "linux",
    ...(description.displayName !== undefined && { displayName: description.displayName }),
    ...(description.deviceFamily !== undefined && { deviceFamily: description.deviceFamily }),
  };
  const lifecycle = createLifecycle(description.identity, options);
  const closed = deferred<SessionClose>();
  const result = deferred<OpenResult>();
  let socket: SocketControl | null = null;
  let refusal: GatewayProtocolRequestError | null = null;
  let transportError: Error | null = null;

  const protocol = new GatewayProtocolClient<GatewayBrowserDeviceAuthPlan>({
    createRequestId: randomUUID,
    createSocket: (handlers) => (socket = openSocket(options.url, description, handlers)),
    buildConnectPlan: ({ nonce, challengeTs }) =>
      lifecycle.buildPlan({
        client,
        role: options.role,
        defaultScopes: options.scopes,
        ...(options.token !== undefined && { token: options.token }),
        ...(options.password !== undefined && { password: options.password }),
        ...(options.bootstrapToken !== undefined && {
          bootstrapToken: options.bootstrapToken,
          bootstrapScopes: options.scopes,
          preferBootstrapToken: true,
        }),
        // Sends the device token beside a shared token, as the official clients do on their second attempt.
        pendingDeviceTokenRetry: options.deviceToken !== undefined,
        trustedDeviceTokenRetry: true,
        nonce,
        challengeTs: challengeTs ?? null,
      }),
    buildConnectParams: (plan) => ({
      minProtocol: options.minProtocol ?? 3,
      maxProtocol: options.maxProtocol ?? 4,
      client,
      role: plan.role,
      scopes: plan.scopes,
      caps: description.caps ?? [],
      ...(description.commands && { commands: description.commands }),
      ...(plan.auth && { auth: plan.auth }),
      ...(plan.device && { device: plan.device }),
      locale: "en-US",
      userAgent: `gatehouse-sandbox/${client.version}`,
    }),
    onHello: (hello) =>
      result.resolve({
        outcome: { ok: true, hello, deviceToken: hello.auth?.deviceToken ?? null },
        session: {
          get open() {
            return protocol.connected;
          },
          closed: closed.promise,
          request: (method, params) => protocol.request(method, params),
          close: () => protocol.closeSocket(1000, ""),
        },
        error: null,
      }),
    onConnectFailure: (error) => {
      refusal = error;
      // The gateway closes after a refusal; wait for its code and reason.
      socket?.expectClose();
      return { closeCode: 1008, closeReason: "connect failed" };
    },
    onConnectError: (error) => (transportError = error),
    resolveClose: () => ({ retry: false, notify: true }),
    onClose: ({ code, reason }) => {
      closed.resolve({ code, reason });
      result.resolve({
        outcome: {
          ok: false,
          code: readCode(refusal?.details),
          message: refusal?.message ?? transportError?.message ?? `closed before hello (${code}) ${reason}`,
          details: refusal?.details,
          closeCode: code,
          closeReason: reason,
        },
        session: null,
        error: refusal,
      });
    },
    onEvent: options.onEvent,
    handshake: { mode: "require-challenge", timeoutMs: 10_000 },
    // Never used, since `resolveClose` forbids retries.
    reconnect: { initialMs: 1_000, multiplier: 1, maxMs: 1_000 },
  });
  protocol.start();
  return result.promise;
}
