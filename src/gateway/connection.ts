import {
  DEFAULT_GATEWAY_REQUEST_TIMEOUT_MS,
  GatewayProtocolClient,
  GatewayProtocolRequestError,
  type GatewayProtocolCloseContext,
  type HelloOk,
} from "@openclaw/gateway-client/browser";
import { AttemptRecorder, type FollowUp } from "./attempts.ts";
import type { ConnectionSnapshot } from "./connection-state.ts";
import type { TypedCredentials } from "./credentials.ts";
import { readEvent, type GatewayEvent } from "./events.ts";
import {
  failureOfClose,
  failureOfPage,
  failureOfRefusal,
  type AttemptPhase,
  type ConnectFailure,
} from "./failures.ts";
import {
  secretsOf,
  summariseChallenge,
  summariseClose,
  summariseConnect,
  summariseHello,
  summariseRefusal,
} from "./handshake-frames.ts";
import { parseHello, type Session } from "./messages.ts";
import { toRequestError, type SettledRequest } from "./requests.ts";
import { decideRetry } from "./retry-policy.ts";
import {
  connectParams,
  credentialOf,
  SignIn,
  type CredentialChoice,
  type SignInDeps,
  type SignInPlan,
  type StoredCredentials,
} from "./sign-in.ts";
import { CLOSED_BY_PAGE, openSocket } from "./socket.ts";
import { REQUEST_LIFETIME_MS } from "#domain/request-snapshot.ts";

/** What the connection needs from its surroundings. */
export interface ConnectionDeps extends SignInDeps {
  readonly isPageVisible: () => boolean;
}

/** A request that ends this much before its time was turned down. */
const REQUEST_LIFETIME_SLACK_MS = 15_000;
const HANDSHAKE_TIMEOUT_MS = 10_000;
const HIDDEN_POLL_MS = 24 * 60 * 60_000;
const CLOSED_AS_SILENT = 4000;

/**
 * The one connection of the page. Owns the socket through the official protocol client, signs in, comes back
 * by itself, and stops where a retry cannot help. Never retries a request.
 */
export class GatewayConnection {
  readonly #deps: ConnectionDeps;
  readonly #recorder = new AttemptRecorder(Date.now);
  readonly #listeners = new Set<() => void>();
  readonly #eventListeners = new Set<(event: GatewayEvent) => void>();
  readonly #requestListeners = new Set<(request: SettledRequest) => void>();
  #client: GatewayProtocolClient<SignInPlan> | null = null;
  #signIn: SignIn | null = null;
  #choice: CredentialChoice = "auto";
  #buildId: string | undefined;
  #used = new Set<FollowUp>();
  #failureCount = 0;
  #wasConnected = false;
  #plan: SignInPlan | null = null;
  #pageFailure: ConnectFailure | null = null;
  #approval: { readonly requestId: string; readonly sinceMs: number } | null = null;
  /** The latest change of the stored device token; never rejects. */
  #tokenChange: Promise<void> = Promise.resolve();
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

  /** Calls `listener` with each request that has ended; never with what was answered. @returns the way to stop */
  onRequest(listener: (request: SettledRequest) => void): () => void {
    this.#requestListeners.add(listener);
    return () => this.#requestListeners.delete(listener);
  }

  /**
   * Signs in to `gatewayUrl`, ending any other connection.
   * @param typed what is to be tried: it is kept for this gateway once that has taken it
   */
  connect(gatewayUrl: string, typed?: TypedCredentials): void {
    this.#end();
    this.#signIn = new SignIn(gatewayUrl, this.#deps, typed);
    this.#choice = this.#signIn.firstChoice;
    this.#wasConnected = false;
    this.#buildId = undefined;
    this.#approval = null;
    this.#startOver(this.#signIn);
  }

  /** Tries again at once, with everything that may be tried once available again. */
  retry(): void {
    this.#end();
    if (this.#signIn) this.#startOver(this.#signIn);
  }

  /**
   * Signs in anew with what a person typed in, and asks for every scope again: a device token asks for no more than
   * it has. Without a shared token or password nothing happens.
   * @returns whether there was one
   */
  reconnectWithAllScopes(): boolean {
    const signIn = this.#signIn;
    if (!signIn || (signIn.shared.token === undefined && signIn.shared.password === undefined)) return false;
    this.#end();
    this.#choice = "shared";
    this.#startOver(signIn);
    return true;
  }

  /** What is stored for the gateway in use: kinds, never values; null before there is one. */
  async storedCredentials(): Promise<StoredCredentials | null> {
    return (await this.#signIn?.storedCredentials()) ?? null;
  }

  /** Whether a shared token or password of `gatewayUrl` is known here. */
  hasSharedCredentials(gatewayUrl: string): boolean {
    const { token, password } = this.#signInTo(gatewayUrl).shared;
    return token !== undefined || password !== undefined;
  }

  /** Forgets the shared token and the password of `gatewayUrl`; a session that stands goes on. */
  forgetSharedCredentials(gatewayUrl: string): void {
    this.#signInTo(gatewayUrl).forgetShared();
  }

  /** Forgets the device token of this browser at the gateway in use, and signs in anew with what is left. */
  async forgetDeviceToken(): Promise<void> {
    await this.replaceOwnToken(null);
    this.retry();
  }

  /** Forgets this browser's key and all its device tokens, and asks the gateway in use to pair it as a new device. */
  async forgetBrowser(): Promise<void> {
    // First of all: where the browser refuses, everything goes on as it was.
    await this.#signIn?.forgetIdentity();
    this.#end();
    this.#publish({ deviceId: null });
    this.retry();
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
    this.#end();
    this.#publish({ state: { phase: "idle", gatewayUrl: this.#signIn?.gatewayUrl ?? null } });
  }

  /**
   * Sends a request. It is never sent twice.
   * @param timeoutMs how long to wait for the answer; default: 30 s; null: for ever
   * @throws GatewayRequestError
   */
  async request(
    method: string,
    params: Record<string, unknown> = {},
    { timeoutMs }: { readonly timeoutMs?: number | null } = {},
  ): Promise<unknown> {
    let wasSent = false;
    const gatewayUrl = this.#signIn?.gatewayUrl ?? "";
    let reply: unknown;
    try {
      if (!this.#client || this.#snapshot.state.phase !== "connected") throw new Error("Not connected");
      reply = await this.#client.request(method, params, {
        onSent: () => (wasSent = true),
        ...(timeoutMs !== undefined && { timeoutMs }),
      });
    } catch (cause) {
      const error = toRequestError(method, cause, wasSent);
      this.#settle({ gatewayUrl, method, params, error });
      throw error;
    }
    this.#settle({ gatewayUrl, method, params, error: null });
    return reply;
  }

  /**
   * Takes over a device token of this browser that a reply brought, or forgets the one that a write made worthless
   * (null). New gateways close the session right after that reply: the next attempt waits until this is done.
   */
  async replaceOwnToken(
    fresh: { readonly token: string; readonly scopes: readonly string[] } | null,
  ): Promise<void> {
    const signIn = this.#signIn;
    if (!signIn) return;
    const change = fresh ? signIn.keepOwnToken(fresh.token, fresh.scopes) : signIn.forgetOwnToken();
    this.#tokenChange = change.catch(() => undefined);
    await change;
  }

  #signInTo(gatewayUrl: string): SignIn {
    return this.#signIn?.gatewayUrl === gatewayUrl ? this.#signIn : new SignIn(gatewayUrl, this.#deps);
  }

  #settle(request: SettledRequest): void {
    for (const listener of this.#requestListeners) listener(request);
  }

  #end(): void {
    clearInterval(this.#watchdog);
    clearTimeout(this.#retryTimer);
    this.#client?.stop();
    this.#client = null;
  }

  #startOver(signIn: SignIn): void {
    this.#used = new Set();
    this.#failureCount = 0;
    this.#client = this.#createClient(signIn);
    this.#client.start();
  }

  #createClient(signIn: SignIn): GatewayProtocolClient<SignInPlan> {
    let wasRead = false;
    const client: GatewayProtocolClient<SignInPlan> = new GatewayProtocolClient<SignInPlan>({
      createSocket: (handlers) => {
        this.#recorder.begin(signIn.gatewayUrl);
        this.#plan = null;
        this.#pageFailure = null;
        this.#moveOn("opening", signIn);
        signIn.prepare();
        const onMessage = (data: string) => {
          // The official client drops what is no frame without a word; `onActivity` tells what it read.
          wasRead = false;
          handlers.message(data);
          if (!wasRead) this.#countUnreadable();
        };
        return openSocket(signIn.gatewayUrl, { ...handlers, message: onMessage }, () =>
          this.#countUnreadable(),
        );
      },
      // The browser refuses to open a socket to this address at all.
      onSocketFactoryError: (error) =>
        this.#followUp(client, signIn, failureOfPage(error, "opening", Date.now()), "stop", 0),
      createRequestId: () => crypto.randomUUID(),
      // The client has none of its own: an answer that was lost or cannot be read would be awaited for ever.
      requestTimeoutMs: DEFAULT_GATEWAY_REQUEST_TIMEOUT_MS,
      buildConnectPlan: async (challenge) => {
        this.#recorder.note(summariseChallenge(challenge.challengeTs));
        if (typeof challenge.challengeTs === "number") {
          this.#noteClock(challenge.challengeTs - Date.now());
        }
        this.#moveOn("authenticating", signIn);
        const plan = await signIn.plan(this.#choice, this.#buildId, challenge);
        if (client === this.#client) this.#notePlan(plan);
        return plan;
      },
      buildConnectParams: (plan) => {
        const params = connectParams(plan);
        if (client === this.#client) this.#recorder.note(summariseConnect(params));
        return params;
      },
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
        return { closeCode: CLOSED_BY_PAGE, closeReason: "cannot sign in" };
      },
      onConnectHello: (hello, { plan }) => this.#enter(hello, plan, signIn),
      onConnectFailure: () => ({ closeCode: CLOSED_BY_PAGE, closeReason: "refused" }),
      resolveClose: () => ({ retry: false, notify: true }),
      onClose: (close) => {
        const failure = this.#failureOf(close);
        this.#noteEnd(close);
        clearInterval(this.#watchdog);
        // At once: whoever waits for the connection to come back must not take it for standing.
        if (this.#snapshot.state.phase === "connected") this.#moveOn("opening", signIn);
        this.#decide(client, signIn, failure).catch(reportError);
      },
      onEvent: (frame) => {
        const event = readEvent(frame);
        if (event === "unreadable") {
          this.#countUnreadable();
          // Whatever it would have said must be read.
          this.#announce({ type: "gap" });
        } else if (event !== "ignored") this.#announce(event);
      },
      onGap: () => this.#announce({ type: "gap" }),
      onCallbackError: (_label, error) => reportError(error),
      handshake: { mode: "require-challenge", timeoutMs: HANDSHAKE_TIMEOUT_MS },
      // The delays are the retry policy's; the client never schedules on its own.
      reconnect: { initialMs: 0, multiplier: 1, maxMs: HIDDEN_POLL_MS },
    });
    return client;
  }

  #noteClock(clockDifferenceMs: number): void {
    this.#recorder.amend({ clockDifferenceMs });
    this.#publish({ clockDifferenceMs });
  }

  #notePlan(plan: SignInPlan): void {
    this.#plan = plan;
    this.#recorder.amend({ credential: credentialOf(plan), scopes: plan.scopes });
    this.#recorder.reach("signed");
    this.#publish({ deviceId: plan.identity?.deviceId ?? null });
  }

  #enter(hello: HelloOk, plan: SignInPlan, signIn: SignIn): void {
    let session: Session;
    try {
      session = parseHello(hello);
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      this.#pageFailure = failureOfPage(reason, "signed", Date.now());
      this.#client?.closeSocket(CLOSED_BY_PAGE, "unreadable hello");
      return;
    }
    const issued = hello.auth?.deviceToken;
    this.#recorder.note(summariseHello(session, Boolean(issued), secretsOf(plan, issued)));
    signIn.acceptHello(hello, plan).catch(reportError);
    this.#recorder.reach("connected");
    this.#used = new Set();
    this.#failureCount = 0;
    this.#choice = "auto";
    this.#approval = null;
    this.#wasConnected = true;
    this.#watchdog = setInterval(() => this.#closeIfSilent(), session.tickIntervalMs / 2);
    const { gatewayUrl } = signIn;
    this.#publish({ state: { phase: "connected", gatewayUrl, session, credential: credentialOf(plan) } });
  }

  async #decide(
    client: GatewayProtocolClient<SignInPlan>,
    signIn: SignIn,
    failure: ConnectFailure,
  ): Promise<void> {
    const plan = this.#plan;
    await this.#tokenChange;
    const isNewerTokenStored =
      plan !== null && isStaleDeviceToken(failure, plan) && (await signIn.dropRefusedToken(plan));
    // Meanwhile somebody may have disconnected or started over.
    if (client !== this.#client) return;
    // A gateway that says "not approved yet" is well: the next loss of the connection is a first one.
    this.#failureCount = failure.code === "PAIRING_REQUIRED" ? 0 : this.#failureCount + 1;
    const { token: sharedToken, password } = signIn.shared;
    const { followUp, delayMs } = decideRetry({
      failure,
      credential: plan ? credentialOf(plan) : "none",
      sharedToken,
      hasPassword: password !== undefined,
      storedDeviceToken: plan?.selectedAuth.storedToken,
      isNewerTokenStored,
      isTrustedEndpoint: signIn.isTrustedEndpoint,
      used: this.#used,
      failureCount: this.#failureCount,
      random: Math.random(),
    });
    this.#followUp(client, signIn, failure, followUp, delayMs);
  }

  #followUp(
    client: GatewayProtocolClient<SignInPlan>,
    { gatewayUrl }: SignIn,
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
      this.#publish({ state: { phase: "blocked", gatewayUrl, failure, isTurnedDown } });
      return;
    }
    this.#used.add(decided);
    // A newer device token of another tab is found by "auto"; beside a typed token it goes along.
    if (decided === "retry-with-device-token" && this.#choice === "shared") this.#choice = "both";
    if (decided === "retry-with-shared-credentials") this.#choice = "shared";
    if (decided === "retry-as-development-build") this.#buildId = "dev";
    const waitsFor = decided === "wait-for-approval" ? "approval" : "gateway";
    // A hidden tab does not keep asking for approval; `wake` asks as soon as it is shown.
    const waitMs = waitsFor === "approval" && !this.#deps.isPageVisible() ? HIDDEN_POLL_MS : delayMs;
    this.#retryTimer = setTimeout(() => client.start(), waitMs);
    if (waitMs === 0) this.#publish({});
    else {
      const isReturn = this.#wasConnected;
      const retryAtMs = Date.now() + waitMs;
      this.#publish({ state: { phase: "waiting", gatewayUrl, waitsFor, failure, retryAtMs, isReturn } });
    }
  }

  /** A request that is replaced by another well before its five minutes were over has been rejected. */
  #isTurnedDown(failure: ConnectFailure): boolean {
    const requestId = failure.pairing?.requestId;
    const before = this.#approval;
    if (requestId === undefined || before?.requestId === requestId) return false;
    this.#approval = { requestId, sinceMs: failure.atMs };
    if (before === null) return false;
    return failure.atMs - before.sinceMs < REQUEST_LIFETIME_MS - REQUEST_LIFETIME_SLACK_MS;
  }

  #failureOf(close: GatewayProtocolCloseContext): ConnectFailure {
    if (this.#pageFailure) return this.#pageFailure;
    const error = close.connectFailure?.error;
    const phase = this.#phaseReached();
    return error instanceof GatewayProtocolRequestError
      ? failureOfRefusal(error, phase, Date.now())
      : failureOfClose(close, phase, Date.now());
  }

  #noteEnd({ code, reason, connectFailure }: GatewayProtocolCloseContext): void {
    const secrets = this.#plan ? secretsOf(this.#plan) : [];
    const error = connectFailure?.error;
    if (error instanceof GatewayProtocolRequestError) this.#recorder.note(summariseRefusal(error, secrets));
    else {
      const isOurs = code === CLOSED_BY_PAGE || code === CLOSED_AS_SILENT;
      this.#recorder.note(summariseClose({ code, reason, isOurs }, secrets));
    }
  }

  #phaseReached(): AttemptPhase {
    return this.#recorder.attempts.at(-1)?.phases.at(-1)?.phase ?? "opening";
  }

  #closeIfSilent(): void {
    const { state } = this.#snapshot;
    if (state.phase !== "connected") return;
    // Two missed ticks: the connection is dead, though the browser has not noticed (sleep, lost network).
    if (Date.now() - this.#heardAtMs > 2 * state.session.tickIntervalMs) {
      this.#client?.closeSocket(CLOSED_AS_SILENT, "tick timeout");
    }
  }

  /** Shows that an attempt is under way; while approval is awaited, the screen stays as it is. */
  #moveOn(phase: "opening" | "authenticating", { gatewayUrl }: SignIn): void {
    const { state } = this.#snapshot;
    const isQuiet =
      state.phase === "waiting" && state.waitsFor === "approval" && state.gatewayUrl === gatewayUrl;
    this.#publish(isQuiet ? {} : { state: { phase, gatewayUrl, isReturn: this.#wasConnected } });
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

/** Old gateways answer a stale device token with either code, depending on the field that it came in. */
function isStaleDeviceToken({ code }: ConnectFailure, plan: SignInPlan): boolean {
  if (code === "AUTH_DEVICE_TOKEN_MISMATCH") return true;
  return code === "AUTH_TOKEN_MISMATCH" && credentialOf(plan) === "device-token";
}
