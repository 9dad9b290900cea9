import {
  GatewayBrowserDeviceAuthLifecycle,
  GatewayProtocolClient,
  GatewayProtocolRequestError,
  type ConnectParams,
  type GatewayBrowserDeviceAuthPlan,
  type GatewayProtocolCloseContext,
  type HelloOk,
} from "@openclaw/gateway-client/browser";
import { AttemptRecorder, type Attempt, type CredentialKind, type FollowUp } from "./attempts.ts";
import { clientInfo, REQUESTED_SCOPES, ROLE } from "./client-info.ts";
import {
  deviceTokenStore,
  type CredentialVault,
  type DeviceTokenStore,
  type SharedCredentials,
} from "./credentials.ts";
import type { Database } from "./database.ts";
import type { DeviceIdentity } from "./device-identity.ts";
import { readEvent, type GatewayEvent } from "./events.ts";
import { failureOfClose, failureOfPage, failureOfRefusal, type ConnectFailure } from "./failures.ts";
import { parseHello, type Session } from "./messages.ts";
import { toRequestError } from "./requests.ts";
import { decideRetry } from "./retry-policy.ts";
import { openSocket } from "./socket.ts";
import { REQUEST_LIFETIME_MS } from "#domain/request-snapshot.ts";

/** Where the connection stands. Times are ms since the epoch. */
export type ConnectionState =
  /** Nothing is tried. `gatewayUrl` is the gateway that was used last, if any. */
  | { readonly phase: "idle"; readonly gatewayUrl: string | null }
  | { readonly phase: "opening" | "authenticating"; readonly gatewayUrl: string; readonly isReturn: boolean }
  | {
      readonly phase: "connected";
      readonly gatewayUrl: string;
      readonly session: Session;
      readonly credential: CredentialKind;
    }
  | {
      readonly phase: "waiting";
      readonly gatewayUrl: string;
      readonly waitsFor: "gateway" | "approval";
      readonly failure: ConnectFailure;
      readonly retryAtMs: number;
      readonly isReturn: boolean;
    }
  | {
      readonly phase: "blocked";
      readonly gatewayUrl: string;
      readonly failure: ConnectFailure;
      /** The request of this browser ended before its time: somebody turned it down. */
      readonly isTurnedDown: boolean;
    };

/** Everything about the connection that a screen may show; replaced, never changed, when something happens. */
export interface ConnectionSnapshot {
  readonly state: ConnectionState;
  readonly attempts: readonly Attempt[];
  /** Frames and events of this page's life that could not be read. */
  readonly unreadableFrames: number;
  /** The gateway's clock minus this browser's, in ms; 0 until a challenge came. */
  readonly clockDifferenceMs: number;
  /** This browser's device id; null until it was needed. */
  readonly deviceId: string | null;
}

/** What the connection needs from its surroundings. */
export interface ConnectionDeps {
  readonly openDatabase: () => Promise<Database>;
  readonly loadIdentity: (database: Database) => Promise<DeviceIdentity>;
  readonly vault: CredentialVault;
  /** Loopback or the page's own host: where the device token may accompany a refused shared token. */
  readonly isTrustedEndpoint: (gatewayUrl: string) => boolean;
  readonly isPageVisible: () => boolean;
}

interface Plan extends GatewayBrowserDeviceAuthPlan {
  readonly client: ConnectParams["client"];
}

/** Which credential the next attempt offers: `auto` prefers the device token, and falls back to the shared one. */
type CredentialChoice = "auto" | "shared" | "both";

/** A request that ends this much before its time was turned down. */
const REQUEST_LIFETIME_SLACK_MS = 15_000;
const HANDSHAKE_TIMEOUT_MS = 10_000;
const HIDDEN_POLL_MS = 24 * 60 * 60_000;

/**
 * The one connection of the page. Owns the socket through the official protocol client, signs in, comes back
 * by itself, and stops where a retry cannot help. Never retries a request.
 */
export class GatewayConnection {
  readonly #deps: ConnectionDeps;
  readonly #recorder = new AttemptRecorder(Date.now);
  readonly #listeners = new Set<() => void>();
  readonly #eventListeners = new Set<(event: GatewayEvent) => void>();
  #database: Promise<Database> | null = null;
  #client: GatewayProtocolClient<Plan> | null = null;
  #gatewayUrl = "";
  #tokens: DeviceTokenStore | null = null;
  #choice: CredentialChoice = "auto";
  #buildId: string | undefined;
  #used = new Set<FollowUp>();
  #failureCount = 0;
  #wasConnected = false;
  #plan: Plan | null = null;
  #pageFailure: ConnectFailure | null = null;
  #approval: { readonly requestId: string; readonly sinceMs: number } | null = null;
  #heardAtMs = 0;
  #watchdog: ReturnType<typeof setInterval> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #snapshot: ConnectionSnapshot = {
    state: { phase: "idle", gatewayUrl: null },
    attempts: [],
    unreadableFrames: 0,
    clockDifferenceMs: 0,
    deviceId: null,
  };

  constructor(deps: ConnectionDeps) {
    this.#deps = deps;
  }

  getSnapshot = (): ConnectionSnapshot => this.#snapshot;

  /** Calls `listener` whenever the snapshot was replaced. @returns the way to stop */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls `listener` with each event that the page reacts to. @returns the way to stop */
  onEvent(listener: (event: GatewayEvent) => void): () => void {
    this.#eventListeners.add(listener);
    return () => this.#eventListeners.delete(listener);
  }

  /**
   * Signs in to `gatewayUrl`, ending any other connection.
   * @param typed what a person typed in just now: it is kept for this gateway and tried first
   */
  connect(gatewayUrl: string, typed?: SharedCredentials & { readonly remember: boolean }): void {
    if (typed) this.#deps.vault.keep(gatewayUrl, typed, typed.remember);
    this.disconnect();
    this.#gatewayUrl = gatewayUrl;
    this.#choice = typed?.token || typed?.password ? "shared" : "auto";
    this.#wasConnected = false;
    this.#buildId = undefined;
    this.#approval = null;
    this.#startOver();
  }

  /** Tries again at once, with everything that may be tried once available again. */
  retry(): void {
    if (this.#gatewayUrl !== "") this.#startOver();
  }

  /** Tries at once if the connection only waits; for when the browser is back online or the tab is shown. */
  wake(): void {
    const { phase } = this.#snapshot.state;
    if (phase === "waiting") {
      clearTimeout(this.#retryTimer);
      this.#client?.start();
    } else if (phase === "connected") this.#closeIfSilent();
  }

  /** Ends the connection and stops trying. */
  disconnect(): void {
    clearInterval(this.#watchdog);
    clearTimeout(this.#retryTimer);
    this.#client?.stop();
    this.#client = null;
    this.#publish({ state: { phase: "idle", gatewayUrl: this.#gatewayUrl || null } });
  }

  /**
   * Sends a request. It is never sent twice.
   * @throws GatewayRequestError
   */
  async request(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    let wasSent = false;
    try {
      if (!this.#client || this.#snapshot.state.phase !== "connected") throw new Error("Not connected");
      return await this.#client.request(method, params, { onSent: () => (wasSent = true) });
    } catch (error) {
      throw toRequestError(method, error, wasSent);
    }
  }

  #startOver(): void {
    clearTimeout(this.#retryTimer);
    this.#client?.stop();
    this.#used = new Set();
    this.#failureCount = 0;
    this.#client = this.#createClient(this.#gatewayUrl);
    this.#client.start();
  }

  #openDatabase(): Promise<Database> {
    this.#database ??= this.#deps.openDatabase();
    return this.#database;
  }

  #createClient(gatewayUrl: string): GatewayProtocolClient<Plan> {
    let wasRead = false;
    return new GatewayProtocolClient<Plan>({
      createSocket: (handlers) => {
        this.#recorder.begin(gatewayUrl);
        this.#plan = null;
        this.#pageFailure = null;
        this.#moveOn("opening");
        const onMessage = (data: string) => {
          // The official client drops what is no frame without a word; `onActivity` tells what it read.
          wasRead = false;
          handlers.message(data);
          if (!wasRead) this.#countUnreadable();
        };
        return openSocket(gatewayUrl, { ...handlers, message: onMessage }, () => this.#countUnreadable());
      },
      createRequestId: () => crypto.randomUUID(),
      buildConnectPlan: ({ nonce, challengeTs }) => this.#buildPlan(nonce, challengeTs),
      buildConnectParams: (plan) => connectParams(plan),
      onTiming: ({ phase }) => {
        if (phase === "socket-open") this.#recorder.reach("opened");
        if (phase === "challenge") this.#recorder.reach("challenged");
      },
      onActivity: () => {
        wasRead = true;
        this.#heardAtMs = Date.now();
      },
      onConnectPlanError: (error) => {
        this.#pageFailure = failureOfPage(error, this.#phaseReached(), Date.now());
        return { closeCode: 4008, closeReason: "cannot sign in" };
      },
      onConnectHello: (hello, { plan }) => this.#enter(hello, plan),
      onConnectFailure: () => ({ closeCode: 4008, closeReason: "refused" }),
      resolveClose: () => ({ retry: false, notify: true }),
      onClose: (context) => {
        // At once: whoever waits for the connection to come back must not take it for standing.
        if (this.#snapshot.state.phase === "connected") this.#moveOn("opening");
        void this.#afterClose(context);
      },
      onEvent: (frame) => {
        const event = readEvent(frame);
        if (event === "unreadable") this.#countUnreadable();
        else if (event !== "ignored") this.#announce(event);
      },
      onGap: () => this.#announce({ type: "gap" }),
      onCallbackError: (_label, error) => reportError(error),
      handshake: { mode: "require-challenge", timeoutMs: HANDSHAKE_TIMEOUT_MS },
      // The delays are the retry policy's; the client never schedules on its own.
      reconnect: { initialMs: 0, multiplier: 1, maxMs: HIDDEN_POLL_MS },
    });
  }

  async #buildPlan(nonce: string | null, challengeTs: number | null | undefined): Promise<Plan> {
    if (typeof challengeTs === "number") {
      const clockDifferenceMs = challengeTs - Date.now();
      this.#recorder.amend({ clockDifferenceMs });
      this.#publish({ clockDifferenceMs });
    }
    this.#moveOn("authenticating");
    const database = await this.#openDatabase();
    const identity = await this.#deps.loadIdentity(database);
    const client = clientInfo(identity, this.#buildId);
    this.#publish({ deviceId: identity.deviceId });
    this.#tokens = deviceTokenStore(database, this.#gatewayUrl);
    const stored = await this.#tokens.load({ clientId: client.id, deviceId: identity.deviceId, role: ROLE });
    const isDeviceTokenPreferred = this.#choice === "auto" && stored !== null;
    const shared = isDeviceTokenPreferred ? {} : this.#deps.vault.read(this.#gatewayUrl);
    const lifecycle = new GatewayBrowserDeviceAuthLifecycle({
      loadIdentity: () => Promise.resolve(identity),
      tokenStore: this.#tokens,
    });
    const plan = await lifecycle.buildPlan({
      client,
      role: ROLE,
      defaultScopes: REQUESTED_SCOPES,
      ...(shared.token !== undefined && { token: shared.token }),
      ...(shared.password !== undefined && { password: shared.password }),
      pendingDeviceTokenRetry: this.#choice === "both",
      trustedDeviceTokenRetry: this.#deps.isTrustedEndpoint(this.#gatewayUrl),
      nonce,
      challengeTs: challengeTs ?? null,
    });
    this.#plan = { ...plan, client };
    this.#recorder.amend({ credential: credentialOf(plan), scopes: plan.scopes });
    this.#recorder.reach("signed");
    return this.#plan;
  }

  #enter(hello: HelloOk, plan: Plan): void {
    let session: Session;
    try {
      session = parseHello(hello);
    } catch (error) {
      this.#pageFailure = failureOfPage(toError(error), "signed", Date.now());
      this.#client?.closeSocket(4008, "unreadable hello");
      return;
    }
    this.#storeIssuedToken(hello, plan);
    this.#recorder.reach("connected");
    this.#used = new Set();
    this.#failureCount = 0;
    this.#choice = "auto";
    this.#approval = null;
    this.#wasConnected = true;
    this.#watchdog = setInterval(() => this.#closeIfSilent(), session.tickIntervalMs / 2);
    this.#publish({
      state: {
        phase: "connected",
        gatewayUrl: this.#gatewayUrl,
        session,
        credential: credentialOf(plan),
      },
    });
  }

  /** Keeps the device token that came with the hello: next time the page signs in with it. */
  #storeIssuedToken(hello: HelloOk, plan: Plan): void {
    if (!this.#tokens) return;
    const lifecycle = new GatewayBrowserDeviceAuthLifecycle({
      loadIdentity: () => Promise.resolve(plan.identity),
      tokenStore: this.#tokens,
    });
    lifecycle.acceptHello(hello, plan).catch(reportError);
  }

  async #afterClose(close: GatewayProtocolCloseContext): Promise<void> {
    clearInterval(this.#watchdog);
    const client = this.#client;
    const failure = this.#failureOf(close);
    const isNewerTokenStored = await this.#dropRefusedToken(failure);
    // While the token was dropped, somebody may have disconnected or started over.
    if (client === null || client !== this.#client) return;
    this.#failureCount += 1;
    const shared = this.#deps.vault.read(this.#gatewayUrl);
    const decision = decideRetry({
      failure,
      credential: this.#plan ? credentialOf(this.#plan) : "none",
      sharedToken: shared.token,
      hasPassword: shared.password !== undefined,
      storedDeviceToken: this.#plan?.selectedAuth.storedToken,
      isNewerTokenStored,
      isTrustedEndpoint: this.#deps.isTrustedEndpoint(this.#gatewayUrl),
      used: this.#used,
      failureCount: this.#failureCount,
      random: Math.random(),
    });
    this.#followUp(client, failure, decision.followUp, decision.delayMs);
  }

  #followUp(
    client: GatewayProtocolClient<Plan>,
    failure: ConnectFailure,
    followUp: FollowUp,
    delayMs: number,
  ): void {
    const isTurnedDown = followUp === "wait-for-approval" && this.#isTurnedDown(failure);
    const decided = isTurnedDown ? "stop" : followUp;
    this.#recorder.amend({ failure, followUp: decided });
    if (decided === "stop") {
      client.stop();
      this.#approval = null;
      this.#publish({
        state: { phase: "blocked", gatewayUrl: this.#gatewayUrl, failure, isTurnedDown },
      });
      return;
    }
    this.#used.add(decided);
    if (decided === "retry-with-device-token") this.#choice = this.#choice === "auto" ? "auto" : "both";
    if (decided === "retry-with-shared-credentials") this.#choice = "shared";
    if (decided === "retry-as-development-build") this.#buildId = "dev";
    const waitsFor = decided === "wait-for-approval" ? "approval" : "gateway";
    // A hidden tab does not keep asking for approval; `wake` asks as soon as it is shown.
    const waitMs = waitsFor === "approval" && !this.#deps.isPageVisible() ? HIDDEN_POLL_MS : delayMs;
    if (delayMs > 0) {
      const retryAtMs = Date.now() + waitMs;
      this.#publish({
        state: {
          phase: "waiting",
          gatewayUrl: this.#gatewayUrl,
          waitsFor,
          failure,
          retryAtMs,
          isReturn: this.#wasConnected,
        },
      });
    } else this.#publish({});
    this.#retryTimer = setTimeout(() => client.start(), waitMs);
  }

  /** A request that is replaced by another well before its five minutes were over has been rejected. */
  #isTurnedDown(failure: ConnectFailure): boolean {
    const requestId = failure.pairing?.requestId;
    if (requestId === undefined) return false;
    const before = this.#approval;
    if (before?.requestId === requestId) return false;
    this.#approval = { requestId, sinceMs: failure.atMs };
    return before !== null && failure.atMs - before.sinceMs < REQUEST_LIFETIME_MS - REQUEST_LIFETIME_SLACK_MS;
  }

  /** Drops a device token that the gateway refused. @returns whether another tab has stored a newer one */
  async #dropRefusedToken(failure: ConnectFailure): Promise<boolean> {
    const plan = this.#plan;
    const refused = plan?.selectedAuth.storedToken;
    if (failure.code !== "AUTH_DEVICE_TOKEN_MISMATCH" || !plan?.identity || !refused) return false;
    const key = { clientId: plan.client.id, deviceId: plan.identity.deviceId, role: ROLE };
    return (await this.#tokens?.forget(key, refused)) === "newer-token";
  }

  #failureOf(close: GatewayProtocolCloseContext): ConnectFailure {
    const phase = this.#phaseReached();
    if (this.#pageFailure) return this.#pageFailure;
    const error = close.connectFailure?.error;
    return error instanceof GatewayProtocolRequestError && error.gatewayCode !== "UNKNOWN"
      ? failureOfRefusal(error, phase, Date.now())
      : failureOfClose(close, phase, Date.now());
  }

  #phaseReached() {
    return this.#recorder.attempts.at(-1)?.phases.at(-1)?.phase ?? "opening";
  }

  #closeIfSilent(): void {
    const { state } = this.#snapshot;
    if (state.phase !== "connected") return;
    // Two missed ticks: the connection is dead, though the browser has not noticed (sleep, lost network).
    if (Date.now() - this.#heardAtMs > 2 * state.session.tickIntervalMs) {
      this.#client?.closeSocket(4000, "tick timeout");
    }
  }

  /** Shows that an attempt is under way; while approval is awaited, the screen stays as it is. */
  #moveOn(phase: "opening" | "authenticating"): void {
    const { state } = this.#snapshot;
    if (state.phase === "waiting" && state.waitsFor === "approval") this.#publish({});
    else {
      this.#publish({ state: { phase, gatewayUrl: this.#gatewayUrl, isReturn: this.#wasConnected } });
    }
  }

  #countUnreadable(): void {
    this.#publish({ unreadableFrames: this.#snapshot.unreadableFrames + 1 });
  }

  #announce(event: GatewayEvent): void {
    for (const listener of this.#eventListeners) listener(event);
  }

  #publish(change: Partial<ConnectionSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change, attempts: this.#recorder.attempts };
    for (const listener of this.#listeners) listener();
  }
}

/** The `connect` request. Old gateways refuse unknown fields, so it holds what protocol 3 knows. */
function connectParams(plan: Plan): ConnectParams {
  return {
    minProtocol: 3,
    maxProtocol: 4,
    client: plan.client,
    role: plan.role,
    scopes: plan.scopes,
    caps: [],
    ...(plan.auth && { auth: plan.auth }),
    ...(plan.device && { device: plan.device }),
    locale: navigator.language,
    userAgent: navigator.userAgent,
  };
}

function credentialOf({ selectedAuth }: GatewayBrowserDeviceAuthPlan): CredentialKind {
  if (selectedAuth.authDeviceToken) return "shared-and-device-token";
  if (selectedAuth.usingStoredDeviceToken) return "device-token";
  if (selectedAuth.authToken) return "shared-token";
  return selectedAuth.authPassword ? "password" : "none";
}

function toError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}
