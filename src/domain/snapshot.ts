/** What was shown beside what is there now: the parts that every kind of request compares. */

/** A set of words that is not as it was shown. */
export interface WordsDifference<Kind extends string> {
  readonly kind: Kind;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** A field that is not as it was shown. Raw text: show it through safeText. */
export interface FieldDifference<Kind extends string, Field extends string> {
  readonly kind: Kind;
  readonly field: Field;
  readonly before: string | null;
  readonly after: string | null;
}

/** The difference between two sets of normalised words; none where they are the same. */
export function compareWords<Kind extends string>(
  kind: Kind,
  before: readonly string[],
  after: readonly string[],
): readonly WordsDifference<Kind>[] {
  const added = after.filter((value) => !before.includes(value));
  const removed = before.filter((value) => !after.includes(value));
  return added.length + removed.length > 0 ? [{ kind, before, after, added, removed }] : [];
}

/** One difference for each of these fields that is not the same. */
export function compareFields<Kind extends string, Field extends string>(
  kind: Kind,
  fields: readonly Field[],
  before: Readonly<Partial<Record<Field, string | null | undefined>>>,
  after: Readonly<Partial<Record<Field, string | null | undefined>>>,
): readonly FieldDifference<Kind, Field>[] {
  return fields
    .map((field) => ({ kind, field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((difference) => difference.before !== difference.after);
}

/** Without order, repetition, blanks and outer spaces, as gateways store them. */
export function normaliseWords(values: readonly string[]): readonly string[] {
  return [...new Set(values.map((value) => value.trim()))].filter((value) => value !== "").toSorted();
}
