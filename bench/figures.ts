import { formatTable, median } from "./statistics.ts";

/** What a figure has to reach. */
export type Bar =
  /** In the figure's own unit. */
  | { readonly kind: "at-most"; readonly value: number }
  /** What it is compared with is this many times as much. */
  | { readonly kind: "times-less"; readonly times: number }
  /** It is no more than so many times what it is compared with. */
  | { readonly kind: "times-at-most"; readonly times: number };

/** One line of the comparison: the median of what was measured, and what it is held against. */
export interface Figure {
  readonly name: string;
  /** Paired devices at the gateway. */
  readonly devices: number;
  readonly unit: "ms" | "kB" | "MB" | "%" | "";
  readonly samples: readonly number[];
  /** The same of something else: the stock page, the floor, the command line. */
  readonly other?: { readonly name: string; readonly samples: readonly number[] };
  readonly bar?: Bar;
}

/** A figure with what follows from it, for people and for JSON. */
export interface JudgedFigure extends Figure {
  readonly median: number;
  readonly otherMedian: number | null;
  /** What it is compared with, divided by it. */
  readonly ratio: number | null;
  readonly verdict: "ok" | "MISSED" | "no bar";
}

/** Holds a figure against its bar. One that could not be measured has missed it. */
export function judge(figure: Figure): JudgedFigure {
  const { samples, other, bar } = figure;
  const value = median(samples);
  const otherMedian = other ? median(other.samples) : null;
  const ratio = otherMedian === null ? null : otherMedian / value;
  const verdict = bar === undefined ? "no bar" : meets(bar, value, ratio) ? "ok" : "MISSED";
  return { ...figure, median: value, otherMedian, ratio, verdict };
}

function meets(bar: Bar, value: number, ratio: number | null): boolean {
  switch (bar.kind) {
    case "at-most":
      return value <= bar.value;
    case "times-less":
      return ratio !== null && ratio >= bar.times;
    case "times-at-most":
      return ratio !== null && 1 / ratio <= bar.times;
  }
}

/** The figures for people, a line each. */
export function describeFigures(figures: readonly JudgedFigure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    String(figure.devices),
    withUnit(figure.median, figure.unit),
    figure.otherMedian === null
      ? ""
      : `${withUnit(figure.otherMedian, figure.unit)} ${figure.other?.name ?? ""}`,
    describeRatio(figure),
    describeBar(figure),
    figure.verdict,
    String(figure.samples.length),
  ]);
  return formatTable([
    ["figure", "devices", "Gatehouse", "compared with", "ratio", "bar", "", "runs"],
    ...rows,
  ]);
}

function describeRatio({ ratio, bar }: JudgedFigure): string {
  if (ratio === null) return "";
  return bar?.kind === "times-at-most" ? `${(1 / ratio).toFixed(2)} of it` : `${ratio.toFixed(2)} × less`;
}

function describeBar({ bar, unit }: JudgedFigure): string {
  switch (bar?.kind) {
    case undefined:
      return "";
    case "at-most":
      return `≤ ${withUnit(bar.value, unit, 0)}`;
    case "times-less":
      return `≥ ${bar.times} × less`;
    case "times-at-most":
      return `≤ ${bar.times} of it`;
  }
}

function withUnit(value: number, unit: Figure["unit"], digits = unit === "" ? 0 : 1): string {
  return unit === "" ? value.toFixed(digits) : `${value.toFixed(digits)} ${unit}`;
}
