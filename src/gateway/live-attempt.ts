import {
  DEFAULT_GATEWAY_REQUEST_TIMEOUT_MS,
  GatewayProtocolClient,
  GatewayProtocolRequestError,
  type EventFrame,
  type GatewayProtocolCloseContext,
  type HelloOk,
} from "@openclaw/gateway-client/browser";
import type { AttemptRecorder } from "./attempts.ts";
import { StorageError } from "./database.ts";
import { readEvent, type GatewayEvent } from "./events.ts";
import { failureOfEnd, failureOfPage } from "./failures.ts";
import {
  secretsOf,
  summariseChallenge,
  summariseClose,
  summariseConnect,
  summariseHello,
  summariseRefusal,
} from "./handshake-frames.ts";
import { parseHello } from "./messages.ts";
import type { SettledRequest } from "./requests.ts";
import type { RetryState } from "./retry-state.ts";
import { GatewaySession, type OwnToken } from "./session.ts";
import { connectParams, credentialOf, type SignIn, type SignInPlan } from "./sign-in.ts";
import { CLOSED_BY_PAGE, openSocket } from "./socket.ts";
import { ANSWER_TIMEOUT_MS, CHALLENGE_TIMEOUT_MS, NEVER_MS, OPENING_TIMEOUT_MS } from "./timeouts.ts";
import type { ConnectFailure, EndedBy } from "#domain/connection/failure.ts";
import type { Hello } from "#domain/connection/state.ts";

const NO_KEY = "This browser did not give the page its key in time.";

/** What happens to an attempt, in this order; after `onEnd` nothing more. */
export interface AttemptListener {
  readonly onOpened: () => void;
  /** @param clockDifferenceMs the gateway's clock minus this browser's; null where it does not tell its time */
  readonly onChallenge: (clockDifferenceMs: number | null) => void;
  readonly onSigned: (plan: SignInPlan) => void;
  readonly onSession: (session: GatewaySession, plan: SignInPlan) => void;
  readonly onEvent: (event: GatewayEvent) => void;
  /** A frame or an event could not be read. */
  readonly onUnreadable: () => void;
  readonly onRequest: (request: SettledRequest) => void;
  /** The session's own device token has changed. */
  readonly onOwnToken: (fresh: OwnToken | null) => Promise<void>;
  /** @param plan null where it did not come to one */
  readonly onEnd: (failure: ConnectFailure, plan: SignInPlan | null) => void;
}

/** What an attempt is made with. */
export interface AttemptOptions {
  readonly signIn: SignIn;
  readonly retry: Pick<RetryState, "choice" | "buildId">;
  readonly recorder: AttemptRecorder;
}

/** One try to sign in while it lasts: a socket from its opening to its end, and the session that comes of it. */
export class LiveAttempt {
  readonly #options: AttemptOptions;
  readonly #listener: AttemptListener;
  readonly #client: GatewayProtocolClient<SignInPlan>;
  #plan: SignInPlan | null = null;
  #session: GatewaySession | null = null;
  /** Set before this page has the socket closed. */
  #endedBy: EndedBy | null = null;
  #pageError: Error | null = null;
  #isOver = false;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #wasRead = false;
  #heardAtMs = 0;

  constructor(options: AttemptOptions, listener: AttemptListener) {
    this.#options = options;
    this.#listener = listener;
    this.#client = this.#createClient();
  }

  /** When the last frame came, in ms since the epoch. */
  get heardAtMs(): number {
    return this.#heardAtMs;
  }

  start(): void {
    const { signIn, recorder } = this.#options;
    recorder.begin(signIn.gatewayUrl);
    signIn.prepare();
    this.#expectWithin(OPENING_TIMEOUT_MS, "not-opened");
    this.#client.start();
  }

  /** Ends it for a reason of this page's own, and tells. */
  giveUp(endedBy: EndedBy): void {
    if (this.#isOver) return;
    this.#endedBy ??= endedBy;
    this.#client.closeSocket(CLOSED_BY_PAGE, endedBy);
  }

  /** Ends it without telling anybody: a person disconnected, or starts over. */
  abandon(): void {
    this.#finish();
    this.#client.stop();
  }

  #finish(): void {
    this.#isOver = true;
    clearTimeout(this.#deadline);
    this.#session?.end();
  }

  #expectWithin(timeoutMs: number, endedBy: EndedBy): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => {
      // The gateway was not asked yet: this browser's storage or its keys are what does not answer.
      if (endedBy === "no-answer" && !this.#plan) this.#pageError = new StorageError(NO_KEY);
      this.giveUp(endedBy);
    }, timeoutMs);
  }

  #createClient(): GatewayProtocolClient<SignInPlan> {
    const { signIn, recorder } = this.#options;
    return new GatewayProtocolClient<SignInPlan>({
      createSocket: (handlers) => {
        const message = (data: string) => {
          // The official client drops what is no frame without a word; `onActivity` tells what it read.
          this.#wasRead = false;
          handlers.message(data);
          if (!this.#wasRead) this.#listener.onUnreadable();
        };
        return openSocket(signIn.gatewayUrl, { ...handlers, message }, () => this.#listener.onUnreadable());
      },
      // The browser refuses to open a socket to this address at all.
      onSocketFactoryError: (error) => this.#end(failureOfPage(error, "opening", Date.now())),
      createRequestId: () => crypto.randomUUID(),
      // The client has none of its own: an answer that was lost or cannot be read would be awaited for ever.
      requestTimeoutMs: DEFAULT_GATEWAY_REQUEST_TIMEOUT_MS,
      onTiming: ({ phase }) => {
        if (phase === "socket-open") {
          recorder.reach("opened");
          this.#expectWithin(CHALLENGE_TIMEOUT_MS, "no-challenge");
          this.#listener.onOpened();
        }
        if (phase === "challenge") recorder.reach("challenged");
      },
      buildConnectPlan: async (challenge) => {
        this.#expectWithin(ANSWER_TIMEOUT_MS, "no-answer");
        this.#noteChallenge(challenge.challengeTs);
        const { choice, buildId } = this.#options.retry;
        const plan = await signIn.plan(choice, buildId, challenge);
        if (!this.#isOver) this.#noteSigned(plan);
        return plan;
      },
      buildConnectParams: (plan) => {
        const params = connectParams(plan);
        recorder.note(summariseConnect(params));
        return params;
      },
      onConnectPlanError: (error) => {
        this.#endedBy ??= "page";
        this.#pageError = error;
        return { closeCode: CLOSED_BY_PAGE, closeReason: "cannot sign in" };
      },
      onConnectHello: (hello, { plan }) => this.#enter(hello, plan),
      onConnectFailure: () => {
        this.#endedBy ??= "refusal";
        return { closeCode: CLOSED_BY_PAGE, closeReason: "refused" };
      },
      // What is left for it to report is a challenge that it cannot use.
      onConnectError: () => (this.#endedBy ??= "unreadable"),
      resolveClose: () => ({ retry: false, notify: true }),
      onClose: (close) => this.#onClose(close),
      onActivity: () => {
        this.#wasRead = true;
        this.#heardAtMs = Date.now();
      },
      onEvent: (frame) => this.#onEvent(frame),
      onGap: () => this.#listener.onEvent({ type: "gap" }),
      onCallbackError: (_label, error) => reportError(error),
      handshake: { mode: "require-challenge", timeoutMs: NEVER_MS },
      // One attempt is one socket: the connection makes the next one.
      reconnect: { initialMs: NEVER_MS, multiplier: 1, maxMs: NEVER_MS },
    });
  }

  #noteChallenge(challengeTs: number | null | undefined): void {
    const clockDifferenceMs = typeof challengeTs === "number" ? challengeTs - Date.now() : null;
    this.#options.recorder.note(summariseChallenge(challengeTs));
    this.#options.recorder.amend({ clockDifferenceMs });
    this.#listener.onChallenge(clockDifferenceMs);
  }

  #noteSigned(plan: SignInPlan): void {
    this.#plan = plan;
    this.#options.recorder.amend({ credential: credentialOf(plan), scopes: plan.scopes });
    this.#options.recorder.reach("signed");
    this.#listener.onSigned(plan);
  }

  #enter(frame: HelloOk, plan: SignInPlan): void {
    clearTimeout(this.#deadline);
    const { signIn, recorder } = this.#options;
    let hello: Hello;
    try {
      hello = parseHello(frame);
    } catch {
      this.giveUp("unreadable");
      return;
    }
    const issued = frame.auth?.deviceToken;
    recorder.note(summariseHello(hello, Boolean(issued), secretsOf(plan, issued)));
    recorder.reach("connected");
    signIn.acceptHello(frame, plan).catch(reportError);
    this.#session = new GatewaySession({
      hello,
      deviceId: plan.identity?.deviceId ?? null,
      clockDifferenceMs: recorder.attempts.at(-1)?.clockDifferenceMs ?? 0,
      send: (method, params, options) => this.#client.request(method, params, options),
      onSettled: this.#listener.onRequest,
      replaceOwnToken: this.#listener.onOwnToken,
    });
    this.#listener.onSession(this.#session, plan);
  }

  #onEvent(frame: EventFrame): void {
    const event = readEvent(frame);
    if (event === "ignored") return;
    if (event === "unreadable") this.#listener.onUnreadable();
    // Whatever an unreadable event would have said must be read.
    this.#listener.onEvent(event === "unreadable" ? { type: "gap" } : event);
  }

  #onClose(close: GatewayProtocolCloseContext): void {
    const { recorder } = this.#options;
    const secrets = this.#plan ? secretsOf(this.#plan) : [];
    const { error } = close.connectFailure ?? {};
    const refusal = error instanceof GatewayProtocolRequestError ? error : null;
    const isOurs = this.#endedBy !== null;
    recorder.note(
      refusal ? summariseRefusal(refusal, secrets) : summariseClose({ ...close, isOurs }, secrets),
    );
    const phase = recorder.attempts.at(-1)?.phases.at(-1)?.phase ?? "opening";
    const endedBy = this.#endedBy ?? "closed";
    this.#end(failureOfEnd({ close, refusal, pageError: this.#pageError, endedBy }, phase, Date.now()));
  }

  #end(failure: ConnectFailure): void {
    if (this.#isOver) return;
    this.#finish();
    this.#listener.onEnd(failure, this.#plan);
  }
}
