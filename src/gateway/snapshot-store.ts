import type { Attempt } from "#domain/connection/attempt.ts";
import type { ConnectionSnapshot } from "#domain/connection/state.ts";
import { Listeners } from "#lib/listeners.ts";

/** Holds the snapshot of a connection, and notifies listeners when it changes. */
export class SnapshotStore {
  readonly #attempts: () => readonly Attempt[];
  readonly #listeners = new Listeners();
  #snapshot: ConnectionSnapshot = {
    state: { phase: "idle", wasTried: false },
    attempts: [],
    unreadableFrames: 0,
    clockDifferenceMs: 0,
    deviceId: null,
  };

  /** @param attempts the attempts so far, read at each change */
  constructor(attempts: () => readonly Attempt[]) {
    this.#attempts = attempts;
  }

  get = (): ConnectionSnapshot => this.#snapshot;

  /** @returns the way to stop */
  subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);

  publish(change: Partial<ConnectionSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change, attempts: this.#attempts() };
    this.#listeners.tell();
  }
}
