export class Listeners<Value = void> {
  readonly #all = new Set<(value: Value) => void>();

  /** @returns the way to stop */
  add(listener: (value: Value) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  tell(value: Value): void {
    for (const listener of this.#all) listener(value);
  }
}
