import { useMemo } from "react";
import { byDay } from "./days.ts";
import { EntryLine } from "./entry-line.tsx";
import { useMore } from "./use-more.ts";
import type { ListedHistory } from "#data/history.ts";
import { Button } from "#ui/button.tsx";
import { useNow } from "#ui/use-now.ts";

const PAGE_SIZE = 100;
const HOUR_MS = 60 * 60_000;

/** All entries, newest first, in a list for each day. */
export function ActivityList({ entries }: { readonly entries: readonly ListedHistory[] }) {
  const { shownCount, showMore, refFor } = useMore(PAGE_SIZE);
  const nowMs = useNow(HOUR_MS);
  const days = useMemo(() => byDay(entries.slice(0, shownCount), nowMs), [entries, shownCount, nowMs]);
  const places = useMemo(() => new Map(entries.map(({ id }, index) => [id, index])), [entries]);
  const olderCount = Math.max(0, entries.length - shownCount);
  return (
    <div className="space-y-5">
      {days.map((day) => (
        <section key={day.name}>
          <h2 className="mb-2 font-semibold">{day.name}</h2>
          <ol aria-label={day.name} className="overflow-hidden rounded-xl border border-line bg-surface">
            {day.entries.map((entry) => (
              <EntryLine key={entry.id} entry={entry} isLinked ref={refFor(places.get(entry.id) ?? -1)} />
            ))}
          </ol>
        </section>
      ))}
      {olderCount > 0 && (
        <div className="flex flex-wrap items-center gap-3">
          <Button onClick={showMore}>Show older</Button>
          <span className="text-muted tabular-nums">
            {shownCount} of {entries.length} entries shown
          </span>
        </div>
      )}
    </div>
  );
}
