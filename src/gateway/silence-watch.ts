/** What is watched: an attempt that has become a session. */
interface Watched {
  /** When the last frame came, in ms since the epoch. */
  readonly heardAtMs: number;
  readonly giveUp: (endedBy: "silence") => void;
}

/** Ends a session in which no frame arrives any more: the browser may not notice (sleep, a lost network). */
export class SilenceWatch {
  #timer: ReturnType<typeof setInterval> | undefined;
  #check: () => void = () => undefined;

  /** Watches `session` until `stop` is called. */
  start(session: Watched, tickIntervalMs: number): void {
    this.stop();
    this.#check = () => {
      if (isSilent(session.heardAtMs, Date.now(), tickIntervalMs)) session.giveUp("silence");
    };
    this.#timer = setInterval(this.#check, tickIntervalMs / 2);
  }

  /** Checks at once, for instance when the browser may have slept. */
  check(): void {
    this.#check();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#check = () => undefined;
  }
}
/**
 * Whether a session has missed two ticks: gateways send one in each interval.
 * All in ms; times since the epoch.
 */
export function isSilent(heardAtMs: number, nowMs: number, tickIntervalMs: number): boolean {
  return nowMs - heardAtMs > 2 * tickIntervalMs;
}
