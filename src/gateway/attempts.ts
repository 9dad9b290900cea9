import type { FrameSummary } from "./handshake-frames.ts";
import type { Attempt } from "#domain/connection/attempt.ts";
import type { AttemptPhase } from "#domain/connection/failure.ts";

const KEPT_ATTEMPTS = 50;
/** A handshake has three frames and a close. */
const KEPT_FRAMES = 8;

/** Records the latest attempts, newest last. Each change makes a new array, so that React can read it. */
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

  /** Records how far the current attempt has come; only the first time a phase is reached counts. */
  reach(phase: AttemptPhase): void {
    const phases = this.#attempts.at(-1)?.phases ?? [];
    if (phases.some((reached) => reached.phase === phase)) return;
    this.amend({ phases: [...phases, { phase, atMs: this.#now() }] });
  }

  /** Records a frame of the current attempt, up to `KEPT_FRAMES`. */
  note(frame: FrameSummary): void {
    const frames = this.#attempts.at(-1)?.frames ?? [];
    if (frames.length < KEPT_FRAMES) this.amend({ frames: [...frames, { atMs: this.#now(), ...frame }] });
  }

  /** Adds to the current attempt. */
  amend(facts: Partial<Omit<Attempt, "id">>): void {
    const last = this.#attempts.at(-1);
    if (last) this.#attempts = [...this.#attempts.slice(0, -1), { ...last, ...facts }];
  }
}
