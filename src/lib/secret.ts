/**
 * A secret that is shown once. Keep it in the state of what shows it, never in a cache, and wipe it when that is
 * gone: then no copy is left that this page could reach.
 */
export class Secret {
  #value: string | null;

  constructor(value: string) {
    this.#value = value;
  }

  /** The secret itself, or "" once it was wiped. */
  reveal(): string {
    return this.#value ?? "";
  }

  wipe(): void {
    this.#value = null;
  }
}
