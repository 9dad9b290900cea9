import { ApprovalWatch } from "./approval-watch.ts";
import { AttemptRecorder } from "./attempts.ts";
import type { TypedCredentials } from "./credentials.ts";
import type { GatewayEvent } from "./events.ts";
import { LiveAttempt } from "./live-attempt.ts";
import type { SettledRequest } from "./requests.ts";
import { LONGEST_WAIT_MS, type RetryDecision } from "./retry-policy.ts";
import { RetryState } from "./retry-state.ts";
import type { GatewaySession, OwnToken } from "./session.ts";
import { credentialOf, SignIn, type CredentialChoice, type SignInDeps, type SignInPlan } from "./sign-in.ts";
import { SnapshotStore } from "./snapshot-store.ts";
import { SilenceWatch } from "./silence-watch.ts";
import type { StoredCredentials } from "#domain/connection/attempt.ts";
import type { ConnectFailure } from "#domain/connection/failure.ts";
import { Listeners } from "#lib/listeners.ts";

/** What the connection needs from its surroundings. */
export interface ConnectionDeps extends SignInDeps {
  readonly isPageVisible: () => boolean;
}

/**
 * The connection to one gateway: makes one attempt after another, decides what follows each, and publishes where it
 * stands. It reconnects by itself, and stops where a retry cannot help.
 */
export class GatewayConnection {
  readonly gatewayUrl: string;
  /** Each event that the page reacts to. */
  readonly events = new Listeners<GatewayEvent>();
  /** Each request that has ended; never with what was answered. */
  readonly requests = new Listeners<SettledRequest>();
  readonly #deps: ConnectionDeps;
  readonly #recorder = new AttemptRecorder(Date.now);
  readonly #approval = new ApprovalWatch();
  readonly #silence = new SilenceWatch();
  readonly #store = new SnapshotStore(() => this.#recorder.attempts);
  #signIn: SignIn;
  #attempt: LiveAttempt | null = null;
  #session: GatewaySession | null = null;
  #retry = new RetryState("auto");
  #wasConnected = false;
  /** The latest change of the stored device token; never rejects. */
  #tokenChange: Promise<void> = Promise.resolve();
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(gatewayUrl: string, deps: ConnectionDeps) {
    this.gatewayUrl = gatewayUrl;
    this.#deps = deps;
    this.#signIn = new SignIn(gatewayUrl, deps);
  }

  getSnapshot = this.#store.get;

  /** Calls `listener` whenever the snapshot was replaced. @returns the way to stop */
  subscribe = this.#store.subscribe;

  /** The session that stands, to make requests on; null while there is none. */
  get session(): GatewaySession | null {
    return this.#session;
  }

  /**
   * Signs in, ending what is under way.
   * @param typed what is to be tried: it is kept for this gateway once that has taken it
   */
  connect(typed?: TypedCredentials): void {
    this.#end();
    this.#signIn = new SignIn(this.gatewayUrl, this.#deps, typed);
    this.#retry = new RetryState(this.#signIn.firstChoice);
    this.#wasConnected = false;
    this.#approval.reset();
    this.#store.publish({ clockDifferenceMs: 0 });
    this.#try();
  }

  /**
   * Tries again at once, with everything that may be tried once available again.
   * @param choice the credential to offer; default: the one of the last attempt
   */
  retry(choice?: CredentialChoice): void {
    this.#end();
    this.#retry.startOver(choice);
    this.#try();
  }

  /**
   * Signs in anew with what a person typed in, and asks for every scope again: a device token asks for no more than
   * it has. Without a shared token or password nothing happens.
   * @returns whether there was one
   */
  reconnectWithAllScopes(): boolean {
    if (this.hasSharedCredentials) this.retry("shared");
    return this.hasSharedCredentials;
  }

  /** What is stored for this gateway: kinds, never values. */
  storedCredentials(): Promise<StoredCredentials> {
    return this.#signIn.storedCredentials();
  }

  /** Whether a shared token or password of this gateway is known here. */
  get hasSharedCredentials(): boolean {
    const { token, password } = this.#signIn.shared;
    return token !== undefined || password !== undefined;
  }

  /** Whether this browser keeps the shared token beyond this tab. */
  get remembersToken(): boolean {
    return this.#signIn.isRemembered;
  }

  /** Forgets the shared token and the password; a session that stands goes on. */
  forgetSharedCredentials(): void {
    this.#signIn.forgetShared();
  }

  /** Forgets the device token of this browser at this gateway, and signs in anew with what is left. */
  async forgetDeviceToken(): Promise<void> {
    await this.#replaceOwnToken(null);
    this.retry();
  }

  /** Forgets everything that signs in to this gateway, and stays disconnected. */
  async forgetCredentials(): Promise<void> {
    this.disconnect();
    this.forgetSharedCredentials();
    await this.#replaceOwnToken(null);
  }

  /** This browser has lost its key: signs in as a new device, if it was to be signed in. */
  startAsNewDevice(): void {
    this.#store.publish({ deviceId: null });
    if (this.getSnapshot().state.phase !== "idle") this.retry();
  }

  /**
   * The browser is back online, or the tab is shown: tries at once if the connection only waits, but no sooner than
   * the gateway has asked for.
   */
  wake(): void {
    const { state } = this.getSnapshot();
    this.#silence.check();
    if (state.phase !== "waiting" || this.#attempt) return;
    const { retryAfterMs, atMs } = state.failure;
    const waitMs = atMs + (retryAfterMs ?? 0) - Date.now();
    this.#attemptIn(Math.min(Math.max(0, waitMs), LONGEST_WAIT_MS));
  }

  /** Ends the connection and stops trying. */
  disconnect(): void {
    this.#end();
    this.#store.publish({ state: { phase: "idle", wasTried: this.#recorder.attempts.length > 0 } });
  }

  /** New gateways close the session right after a reply that brings one: the next attempt waits until this is done. */
  async #replaceOwnToken(fresh: OwnToken | null): Promise<void> {
    const change = this.#signIn.replaceOwnToken(fresh);
    this.#tokenChange = change.catch(() => undefined);
    await change;
  }

  #end(): void {
    this.#silence.stop();
    clearTimeout(this.#retryTimer);
    this.#attempt?.abandon();
    this.#attempt = null;
    this.#session = null;
  }

  #attemptIn(delayMs: number): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#try(), delayMs);
  }

  #try(): void {
    const attempt = new LiveAttempt(
      { signIn: this.#signIn, retry: this.#retry, recorder: this.#recorder },
      {
        onOpened: () => this.#store.publish({}),
        onChallenge: (clockDifferenceMs) => {
          this.#moveOn("authenticating");
          if (clockDifferenceMs !== null) this.#store.publish({ clockDifferenceMs });
        },
        onSigned: ({ identity }) => this.#store.publish({ deviceId: identity?.deviceId ?? null }),
        onSession: (session, plan) => this.#enter(attempt, session, plan),
        onEvent: (event) => this.events.tell(event),
        onUnreadable: () =>
          this.#store.publish({ unreadableFrames: this.getSnapshot().unreadableFrames + 1 }),
        onRequest: (request) => this.requests.tell(request),
        onOwnToken: (fresh) => this.#replaceOwnToken(fresh),
        onEnd: (failure, plan) => {
          this.#silence.stop();
          this.#session = null;
          // At once: whoever waits for the connection to come back must not take it for standing.
          if (this.getSnapshot().state.phase === "connected") this.#moveOn("opening");
          this.#decide(attempt, failure, plan).catch(reportError);
        },
      },
    );
    this.#attempt = attempt;
    attempt.start();
    this.#moveOn("opening");
  }

  #enter(attempt: LiveAttempt, session: GatewaySession, plan: SignInPlan): void {
    const { hello } = session;
    this.#session = session;
    this.#retry.startOver("auto");
    this.#approval.reset();
    this.#wasConnected = true;
    this.#silence.start(attempt, hello.tickIntervalMs);
    this.#store.publish({ state: { phase: "connected", hello, credential: credentialOf(plan) } });
  }

  async #decide(attempt: LiveAttempt, failure: ConnectFailure, plan: SignInPlan | null): Promise<void> {
    const signIn = this.#signIn;
    await this.#tokenChange;
    const decision = await this.#retry.decide(signIn, failure, plan);
    // Meanwhile somebody may have disconnected or started over.
    if (attempt !== this.#attempt) return;
    const isTurnedDown =
      decision.followUp === "wait-for-approval" && this.#approval.isRejection(failure.pairing, failure.atMs);
    this.#attempt = null;
    const followUp = isTurnedDown ? "stop" : decision.followUp;
    this.#recorder.amend({ failure, followUp });
    if (followUp !== "stop") return this.#follow(failure, decision);
    this.#approval.reset();
    this.#store.publish({ state: { phase: "blocked", failure, isTurnedDown } });
  }

  #follow(failure: ConnectFailure, { followUp, delayMs }: RetryDecision): void {
    const waitsFor = followUp === "wait-for-approval" ? "approval" : "gateway";
    // A hidden tab does not keep asking for approval; `wake` asks as soon as it is shown.
    const waitMs = waitsFor === "approval" && !this.#deps.isPageVisible() ? LONGEST_WAIT_MS : delayMs;
    this.#attemptIn(waitMs);
    const isReturn = this.#wasConnected;
    const retryAtMs = Date.now() + waitMs;
    this.#store.publish(
      waitMs === 0 ? {} : { state: { phase: "waiting", waitsFor, failure, retryAtMs, isReturn } },
    );
  }

  /** Shows that an attempt is under way; while approval is awaited, the screen stays as it is. */
  #moveOn(phase: "opening" | "authenticating"): void {
    const { state } = this.getSnapshot();
    const isQuiet = state.phase === "waiting" && state.waitsFor === "approval";
    this.#store.publish(isQuiet ? {} : { state: { phase, isReturn: this.#wasConnected } });
  }
}
