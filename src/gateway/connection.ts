import { ApprovalWatch } from "./approval-watch.ts";
import { AttemptRecorder } from "./attempts.ts";
import type { ConnectionSnapshot } from "./connection-state.ts";
import type { TypedCredentials } from "./credentials.ts";
import type { GatewayEvent } from "./events.ts";
import type { ConnectFailure } from "./failures.ts";
import { LiveAttempt } from "./live-attempt.ts";
import type { SettledRequest } from "./requests.ts";
import type { RetryDecision } from "./retry-policy.ts";
import { RetryState } from "./retry-state.ts";
import type { GatewaySession, OwnToken } from "./session.ts";
import { credentialOf, SignIn, type SignInDeps, type SignInPlan, type StoredCredentials } from "./sign-in.ts";
import { isSilent } from "./silence.ts";
import { Listeners } from "#lib/listeners.ts";

/** What the connection needs from its surroundings. */
export interface ConnectionDeps extends SignInDeps {
  readonly isPageVisible: () => boolean;
}

/** A timer of more than 24 days would go off at once. */
const LONGEST_WAIT_MS = 24 * 60 * 60_000;

/**
 * The one connection of the page: makes one attempt after another, decides what follows each, and publishes where it
 * stands. It comes back by itself, and stops where a retry cannot help.
 */
export class GatewayConnection {
  readonly #deps: ConnectionDeps;
  readonly #recorder = new AttemptRecorder(Date.now);
  readonly #approval = new ApprovalWatch();
  readonly #listeners = new Listeners();
  readonly #eventListeners = new Listeners<GatewayEvent>();
  readonly #requestListeners = new Listeners<SettledRequest>();
  #signIn: SignIn | null = null;
  #attempt: LiveAttempt | null = null;
  #session: GatewaySession | null = null;
  #retry = new RetryState("auto");
  #wasConnected = false;
  /** The latest change of the stored device token; never rejects. */
  #tokenChange: Promise<void> = Promise.resolve();
  #silenceTimer: ReturnType<typeof setInterval> | undefined;
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
  subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);

  /** Calls `listener` with each event that the page reacts to. @returns the way to stop */
  onEvent(listener: (event: GatewayEvent) => void): () => void {
    return this.#eventListeners.add(listener);
  }

  /** Calls `listener` with each request that has ended; never with what was answered. @returns the way to stop */
  onRequest(listener: (request: SettledRequest) => void): () => void {
    return this.#requestListeners.add(listener);
  }

  /** The session that stands, to make requests on; null while there is none. */
  get session(): GatewaySession | null {
    return this.#session;
  }

  /**
   * Signs in to `gatewayUrl`, ending any other connection.
   * @param typed what is to be tried: it is kept for this gateway once that has taken it
   */
  connect(gatewayUrl: string, typed?: TypedCredentials): void {
    this.#end();
    this.#signIn = new SignIn(gatewayUrl, this.#deps, typed);
    this.#retry = new RetryState(this.#signIn.firstChoice);
    this.#wasConnected = false;
    this.#approval.reset();
    this.#publish({ clockDifferenceMs: 0 });
    this.#try(this.#signIn);
  }

  /** Tries again at once, with everything that may be tried once available again. */
  retry(): void {
    this.#end();
    this.#retry.startOver();
    if (this.#signIn) this.#try(this.#signIn);
  }

  /**
   * Signs in anew with what a person typed in, and asks for every scope again: a device token asks for no more than
   * it has. Without a shared token or password nothing happens.
   * @returns whether there was one
   */
  reconnectWithAllScopes(): boolean {
    const signIn = this.#signIn;
    if (!signIn || !this.hasSharedCredentials(signIn.gatewayUrl)) return false;
    this.#end();
    this.#retry.startOver("shared");
    this.#try(signIn);
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
    if (this.#signIn) await this.#replaceOwnToken(this.#signIn, null);
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

  /**
   * The browser is back online, or the tab is shown: tries at once if the connection only waits, but no sooner than
   * the gateway has asked for.
   */
  wake(): void {
    const { state } = this.#snapshot;
    if (state.phase === "connected") this.#endIfSilent(state.hello.tickIntervalMs);
    if (state.phase !== "waiting" || this.#attempt) return;
    const { retryAfterMs, atMs } = state.failure;
    const waitMs = atMs + (retryAfterMs ?? 0) - Date.now();
    this.#attemptIn(Math.min(Math.max(0, waitMs), LONGEST_WAIT_MS));
  }

  /** Ends the connection and stops trying. */
  disconnect(): void {
    this.#end();
    this.#publish({ state: { phase: "idle", gatewayUrl: this.#signIn?.gatewayUrl ?? null } });
  }

  /** New gateways close the session right after a reply that brings one: the next attempt waits until this is done. */
  async #replaceOwnToken(signIn: SignIn, fresh: OwnToken | null): Promise<void> {
    const change = fresh ? signIn.keepOwnToken(fresh.token, fresh.scopes) : signIn.forgetOwnToken();
    this.#tokenChange = change.catch(() => undefined);
    await change;
  }

  #signInTo(gatewayUrl: string): SignIn {
    return this.#signIn?.gatewayUrl === gatewayUrl ? this.#signIn : new SignIn(gatewayUrl, this.#deps);
  }

  #end(): void {
    clearInterval(this.#silenceTimer);
    clearTimeout(this.#retryTimer);
    this.#attempt?.abandon();
    this.#attempt = null;
    this.#session = null;
  }

  #attemptIn(delayMs: number): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#signIn && this.#try(this.#signIn), delayMs);
  }

  #try(signIn: SignIn): void {
    const attempt = new LiveAttempt(
      { signIn, choice: this.#retry.choice, buildId: this.#retry.buildId, recorder: this.#recorder },
      {
        onOpened: () => this.#publish({}),
        onChallenge: (clockDifferenceMs) => {
          this.#moveOn("authenticating", signIn);
          if (clockDifferenceMs !== null) this.#publish({ clockDifferenceMs });
        },
        onSigned: ({ identity }) => this.#publish({ deviceId: identity?.deviceId ?? null }),
        onSession: (session, plan) => this.#enter(session, plan),
        onEvent: (event) => this.#eventListeners.tell(event),
        onUnreadable: () => this.#publish({ unreadableFrames: this.#snapshot.unreadableFrames + 1 }),
        onRequest: (request) => this.#requestListeners.tell(request),
        onOwnToken: (fresh) => this.#replaceOwnToken(signIn, fresh),
        onEnd: (failure, plan) => {
          clearInterval(this.#silenceTimer);
          this.#session = null;
          // At once: whoever waits for the connection to come back must not take it for standing.
          if (this.#snapshot.state.phase === "connected") this.#moveOn("opening", signIn);
          this.#decide(attempt, signIn, failure, plan).catch(reportError);
        },
      },
    );
    this.#attempt = attempt;
    attempt.start();
    this.#moveOn("opening", signIn);
  }

  #enter(session: GatewaySession, plan: SignInPlan): void {
    const { gatewayUrl, hello } = session;
    this.#session = session;
    this.#retry.startOver("auto");
    this.#approval.reset();
    this.#wasConnected = true;
    this.#silenceTimer = setInterval(() => this.#endIfSilent(hello.tickIntervalMs), hello.tickIntervalMs / 2);
    this.#publish({ state: { phase: "connected", gatewayUrl, hello, credential: credentialOf(plan) } });
  }

  async #decide(
    attempt: LiveAttempt,
    signIn: SignIn,
    failure: ConnectFailure,
    plan: SignInPlan | null,
  ): Promise<void> {
    await this.#tokenChange;
    const decision = await this.#retry.decide(signIn, failure, plan);
    // Meanwhile somebody may have disconnected or started over.
    if (attempt !== this.#attempt) return;
    const requestId = failure.pairing?.requestId;
    const isTurnedDown =
      decision.followUp === "wait-for-approval" &&
      requestId !== undefined &&
      this.#approval.isRejection(requestId, failure.atMs);
    this.#attempt = null;
    const followUp = isTurnedDown ? "stop" : decision.followUp;
    this.#recorder.amend({ failure, followUp });
    if (followUp === "stop") this.#block(signIn, failure, isTurnedDown);
    else this.#follow(signIn, failure, decision);
  }

  #block({ gatewayUrl }: SignIn, failure: ConnectFailure, isTurnedDown: boolean): void {
    this.#approval.reset();
    this.#publish({ state: { phase: "blocked", gatewayUrl, failure, isTurnedDown } });
  }

  #follow({ gatewayUrl }: SignIn, failure: ConnectFailure, { followUp, delayMs }: RetryDecision): void {
    const waitsFor = followUp === "wait-for-approval" ? "approval" : "gateway";
    // A hidden tab does not keep asking for approval; `wake` asks as soon as it is shown.
    const waitMs = waitsFor === "approval" && !this.#deps.isPageVisible() ? LONGEST_WAIT_MS : delayMs;
    this.#attemptIn(waitMs);
    const isReturn = this.#wasConnected;
    const retryAtMs = Date.now() + waitMs;
    this.#publish(
      waitMs === 0 ? {} : { state: { phase: "waiting", gatewayUrl, waitsFor, failure, retryAtMs, isReturn } },
    );
  }

  /** Two missed ticks: the connection is dead, though the browser has not noticed (sleep, lost network). */
  #endIfSilent(tickIntervalMs: number): void {
    const attempt = this.#attempt;
    if (attempt && isSilent(attempt.heardAtMs, Date.now(), tickIntervalMs)) attempt.giveUp("silence");
  }

  /** Shows that an attempt is under way; while approval is awaited, the screen stays as it is. */
  #moveOn(phase: "opening" | "authenticating", { gatewayUrl }: SignIn): void {
    const { state } = this.#snapshot;
    const isQuiet =
      state.phase === "waiting" && state.waitsFor === "approval" && state.gatewayUrl === gatewayUrl;
    this.#publish(isQuiet ? {} : { state: { phase, gatewayUrl, isReturn: this.#wasConnected } });
  }

  #publish(change: Partial<ConnectionSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change, attempts: this.#recorder.attempts };
    this.#listeners.tell();
  }
}
