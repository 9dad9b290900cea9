import fc from "fast-check";

/** "constructor", "toString", "__proto__", …: what a plain object answers to although nobody put it there. */
export const INHERITED_NAMES: readonly string[] = Object.getOwnPropertyNames(Object.prototype);

/** Any text, and often one that every object inherits. */
export function anyWord(): fc.Arbitrary<string> {
  return fc.oneof(fc.constantFrom(...INHERITED_NAMES), fc.string());
}
