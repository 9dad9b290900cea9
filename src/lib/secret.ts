/**
 * A secret that is shown once. Keep it in the state of the component that shows it, never in a cache, and wipe it when
 * the component is gone, so that the page keeps no copy.
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
