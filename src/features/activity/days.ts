import type { ListedHistory } from "#data/history.ts";

const DATE = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "short",
  year: "numeric",
});

/** The entries of one day in the reader's time zone. */
export interface Day {
  /** "Today", "Yesterday" or "Saturday, 21 Nov 2026". */
  readonly name: string;
  readonly entries: readonly ListedHistory[];
}

/** Groups entries by day. Expects the newest first. */
export function byDay(entries: readonly ListedHistory[], nowMs: number): readonly Day[] {
  const days = new Map<string, ListedHistory[]>();
  const yesterday = new Date(nowMs);
  yesterday.setDate(yesterday.getDate() - 1);
  const names = new Map([
    [DATE.format(yesterday), "Yesterday"],
    [DATE.format(nowMs), "Today"],
  ]);
  for (const entry of entries) {
    const date = Math.abs(entry.atMs) <= 8.64e15 ? DATE.format(entry.atMs) : "Unknown date";
    const day = days.get(date);
    if (day) day.push(entry);
    else days.set(date, [entry]);
  }
  return [...days].map(([date, ofDay]) => ({ name: names.get(date) ?? date, entries: ofDay }));
}
