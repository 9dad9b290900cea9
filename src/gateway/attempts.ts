import type { AttemptPhase, ConnectFailure } from "./failures.ts";
import type { FrameSummary, HandshakeFrame } from "./handshake-frames.ts";

/** Which kind of credential an attempt carried; never its value. */
export type CredentialKind =
  "none" | "shared-token" | "password" | "device-token" | "shared-and-device-token" | "bootstrap-token";

/** One try to sign in, as it happened. Holds no secret. All times are ms since the epoch, this browser's clock. */
export interface Attempt {
  readonly id: number;
  readonly gatewayUrl: string;
  readonly startedAtMs: number;
  readonly phases: readonly { readonly phase: AttemptPhase; readonly atMs: number }[];
  /** The frames of the handshake in their order, and the end of the socket; without secrets. */
  readonly frames: readonly HandshakeFrame[];
  readonly credential: CredentialKind | null;
  readonly scopes: readonly string[];
  /** The gateway's clock minus this browser's, read from the challenge. */
  readonly clockDifferenceMs: number | null;
  readonly failure: ConnectFailure | null;
  /** What the page decided to do after the failure. */
  readonly followUp: FollowUp | null;
}

/** What follows a failed attempt or a lost session, and why the troubleshooter can say so. */
export type FollowUp =
  | "retry"
  | "retry-with-device-token"
  | "retry-with-shared-credentials"
  | "retry-as-development-build"
  | "retry-with-new-challenge"
  | "wait-for-approval"
  | "stop";

const KEPT_ATTEMPTS = 50;
/** A handshake has three frames and an end. */
const KEPT_FRAMES = 8;

/** The bounded record of attempts, newest last. Immutable snapshots, so that React can read them. */
export class AttemptRecorder {
  #attempts: readonly Attempt[] = [];
  #nextId = 1;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get attempts(): readonly Attempt[] {
    return this.#attempts;
  }

  begin(gatewayUrl: string): void {
    const startedAtMs = this.#now();
    const attempt: Attempt = {
      id: this.#nextId++,
      gatewayUrl,
      startedAtMs,
      phases: [{ phase: "opening", atMs: startedAtMs }],
      frames: [],
      credential: null,
      scopes: [],
      clockDifferenceMs: null,
      failure: null,
      followUp: null,
    };
    this.#attempts = [...this.#attempts.slice(1 - KEPT_ATTEMPTS), attempt];
  }

  /** Notes how far the attempt has come; what was reached before, such as a second challenge, is no news. */
  reach(phase: AttemptPhase): void {
    const phases = this.#attempts.at(-1)?.phases ?? [];
    if (phases.some((reached) => reached.phase === phase)) return;
    this.amend({ phases: [...phases, { phase, atMs: this.#now() }] });
  }

  /** Notes a frame of the attempt that is under way; beyond the bound, frames are left out. */
  note(frame: FrameSummary): void {
    const frames = this.#attempts.at(-1)?.frames ?? [];
    if (frames.length < KEPT_FRAMES) this.amend({ frames: [...frames, { atMs: this.#now(), ...frame }] });
  }

  /** Adds facts to the attempt that is under way. */
  amend(facts: Partial<Omit<Attempt, "id">>): void {
    const last = this.#attempts.at(-1);
    if (last) this.#attempts = [...this.#attempts.slice(0, -1), { ...last, ...facts }];
  }
}
