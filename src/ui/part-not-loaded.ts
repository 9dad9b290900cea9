/** The code of a part of the page did not come. */
export class PartNotLoaded extends Error {
  /** Has it loaded again when it is drawn next. */
  readonly forget: () => void;

  constructor(cause: unknown, forget: () => void) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "PartNotLoaded";
    this.forget = forget;
  }
}
