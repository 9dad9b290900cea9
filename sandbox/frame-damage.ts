import { Random } from "./random.ts";

/** Damages the content of frames. Whole frames are lost, delayed or doubled elsewhere (`Wire`). */
export const DAMAGE_KINDS = [
  "truncated",
  "bit-flipped",
  "wrong-type",
  "missing-field",
  "unknown-field",
  "doubled-entry",
  "unknown-event",
  "reply-to-nobody",
  "proto-key",
  "lone-surrogate",
  "deep-nesting",
] as const;

/** How a frame was damaged. */
export type DamageKind = (typeof DAMAGE_KINDS)[number];

/** A damaged frame as it goes over the wire. */
export interface DamagedFrame {
  readonly kind: DamageKind;
  readonly text: string;
}

type Path = readonly string[];

/** JSON that `JSON.stringify` cannot write; it replaces its name in the text afterwards. */
const RAW = {
  "@infinite@": () => "1e999",
  "@deep@": () => "[".repeat(NESTING) + "]".repeat(NESTING),
  "@deep-object@": () => '{"a":'.repeat(NESTING) + "1" + "}".repeat(NESTING),
  "@proto@": () =>
    '{"__proto__":{"isPolluted":true},"constructor":{"prototype":{"isPolluted":true}},"deviceId":"__proto__"}',
} as const;
const NESTING = 20_000;

/** Values that a field may not expect. */
const WRONG_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e15,
  1e308,
  "@infinite@",
  "",
  " ",
  "\u202e\u0000\n",
  "__proto__",
  "<img src=x onerror=alert(1)>",
  "x".repeat(5_000),
  [],
  [null, 1, {}],
  {},
  { toString: 1, valueOf: null, length: 3 },
];

/**
 * Damages frames. The same seed gives the same damage for the same frames in the same order. Wrong values
 * rotate, so that in a long run every field of every kind of frame gets every wrong value.
 */
export class FrameDamage {
  readonly #random: Random;
  /** How many wrong values a kind of frame has had. */
  readonly #turns = new Map<string, number>();

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  /**
   * A damaged copy of a frame.
   * @param text the frame as the gateway sent it
   * @param subject the name of its event, or the method that it answers
   */
  damage(text: string, subject: string): DamagedFrame {
    // In half of the cases, since there are many more fields than other kinds of damage.
    const kind = this.#random.chance(0.5) ? "wrong-type" : this.#random.pick(DAMAGE_KINDS);
    return { kind, text: this.as(kind, text, subject) };
  }

  /** The same, with the kind of damage given. */
  as(kind: DamageKind, text: string, subject: string): string {
    const random = this.#random;
    switch (kind) {
      case "truncated":
        return text.slice(0, random.between(0, Math.max(0, text.length - 1)));
      case "bit-flipped":
        return this.#flipBit(text);
      case "wrong-type":
        return this.#withWrongType(text, subject);
      case "unknown-event":
        return JSON.stringify({ type: "event", event: `unheard.${random.between(0, 99)}`, payload: {} });
      case "reply-to-nobody":
        return JSON.stringify({ type: "res", id: `${random.between(0, 9)}:nobody`, ok: true, payload: {} });
      case "missing-field":
      case "unknown-field":
      case "doubled-entry":
      case "proto-key":
      case "lone-surrogate":
      case "deep-nesting":
        return this.#reshaped(kind, text);
    }
  }

  #flipBit(text: string): string {
    const bytes = Buffer.from(text);
    const index = this.#random.between(0, Math.max(0, bytes.length - 1));
    bytes[index] = (bytes[index] ?? 0) ^ (1 << this.#random.between(0, 6));
    return bytes.toString();
  }

  #withWrongType(text: string, subject: string): string {
    const frame: unknown = JSON.parse(text);
    const fields = byField(pathsOf(frame));
    const turn = this.#turns.get(subject) ?? 0;
    this.#turns.set(subject, turn + 1);
    const field = turn % Math.max(1, fields.length);
    // Each field starts with another value, and takes the next one each round.
    const value = WRONG_VALUES[(field + Math.floor(turn / Math.max(1, fields.length))) % WRONG_VALUES.length];
    const paths = fields[field] ?? [];
    const path = paths[this.#random.between(0, paths.length - 1)];
    if (path) put(frame, path, value);
    return write(frame);
  }

  #reshaped(
    kind: Exclude<
      DamageKind,
      "truncated" | "bit-flipped" | "wrong-type" | "unknown-event" | "reply-to-nobody"
    >,
    text: string,
  ): string {
    const frame: unknown = JSON.parse(text);
    const paths = pathsOf(frame);
    const pick = (fits: (value: unknown) => boolean): Path | undefined => {
      const fitting = paths.filter((path) => fits(at(frame, path)));
      return fitting[this.#random.between(0, fitting.length - 1)];
    };
    const path =
      kind === "lone-surrogate"
        ? pick((value) => typeof value === "string")
        : kind === "doubled-entry"
          ? pick((value) => Array.isArray(value) && value.length > 0)
          : kind === "unknown-field" || kind === "proto-key"
            ? pick((value) => typeof value === "object" && value !== null && !Array.isArray(value))
            : pick(() => true);
    if (path === undefined) return text;
    const value = at(frame, path);
    if (kind === "missing-field") remove(frame, path);
    else if (kind === "deep-nesting") put(frame, path, this.#random.pick(["@deep@", "@deep-object@"]));
    else if (kind === "unknown-field") put(frame, [...path, "unheardOf"], { of: [1, "two", null] });
    else if (kind === "proto-key") put(frame, [...path, "unheardOf"], "@proto@");
    else if (kind === "doubled-entry" && Array.isArray(value)) {
      const entries = Array.from<unknown>(value);
      const again = entries[this.#random.between(0, entries.length - 1)];
      entries.splice(this.#random.between(0, entries.length), 0, again);
      put(frame, path, entries);
    } else if (typeof value === "string") {
      const middle = this.#random.between(0, value.length);
      const half = this.#random.pick(["\ud83d", "\udc00"]);
      put(frame, path, value.slice(0, middle) + half + value.slice(middle));
    }
    return write(frame);
  }
}

/** The paths of all values in a frame. */
function pathsOf(value: unknown, path: readonly string[] = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const inner = path.concat(key);
    return pathsOf(child, inner).concat([inner]);
  });
}

/** Fields of all entries of a list are one field. */
function byField(paths: readonly Path[]): readonly (readonly Path[])[] {
  const fields = new Map<string, Path[]>();
  for (const path of paths) {
    const field = path.map((key) => (/^\d+$/.test(key) ? "*" : key)).join(".");
    fields.set(field, [...(fields.get(field) ?? []), path]);
  }
  return [...fields.values()];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key): unknown =>
      typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined,
    value,
  );
}

function parentOf(frame: unknown, path: Path): object {
  const parent = at(frame, path.slice(0, -1));
  return typeof parent === "object" && parent !== null ? parent : {};
}

function remove(frame: unknown, path: Path): void {
  Reflect.deleteProperty(parentOf(frame, path), path.at(-1) ?? "");
}

function put(frame: unknown, path: Path, value: unknown): void {
  Reflect.set(parentOf(frame, path), path.at(-1) ?? "", value);
}

function write(frame: unknown): string {
  let text = JSON.stringify(frame);
  for (const [name, json] of Object.entries(RAW)) {
    if (text.includes(name)) text = text.replace(`"${name}"`, json());
  }
  return text;
}
