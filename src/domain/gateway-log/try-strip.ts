/** Tries over time, in a bounded number of bins: a client that fails for a week takes no more room than one that fails once. */

/** How often something happened in each span of `binMs`, from `startMs` on. */
export interface TryStrip {
  readonly startMs: number;
  readonly binMs: number;
  readonly counts: readonly number[];
}

export const BINS = 40;
const FIRST_BIN_MS = 1_000;

/** The strip with more tries at one time. Bins double until it fits; what comes late counts as the first. */
export function addTries(strip: TryStrip | null, atMs: number, count = 1): TryStrip {
  let { startMs, binMs, counts } = strip ?? {
    startMs: atMs,
    binMs: FIRST_BIN_MS,
    counts: Array.from({ length: BINS }, () => 0),
  };
  while (atMs - startMs >= binMs * BINS) {
    const finer = counts;
    counts = finer.map((_, index) => (finer[2 * index] ?? 0) + (finer[2 * index + 1] ?? 0));
    binMs *= 2;
  }
  const bin = Math.max(0, Math.floor((atMs - startMs) / binMs));
  return { startMs, binMs, counts: counts.with(bin, (counts[bin] ?? 0) + count) };
}

/** Both strips in one. */
export function joinStrips(a: TryStrip, b: TryStrip): TryStrip {
  const [earlier, later] = a.startMs <= b.startMs ? [a, b] : [b, a];
  return later.counts.reduce<TryStrip>(
    (joined, count, bin) =>
      count === 0 ? joined : addTries(joined, later.startMs + bin * later.binMs, count),
    earlier,
  );
}
