import { useDeferredValue, useMemo } from "react";
import type { ActivityView } from "./activity-filter.tsx";
import type { ListedHistory } from "#data/history.ts";
import { deviceOf, requestOf } from "#domain/activity-dedup.ts";
import { sentenceOf, topicsOf } from "#domain/activity-sentences.ts";

/** The entries that match the view. The text is deferred, so that typing stays smooth. */
export function useViewed(
  entries: readonly ListedHistory[],
  { topic, text }: ActivityView,
): readonly ListedHistory[] {
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const hasText = wanted !== "";
  const searchable = useMemo(
    () => (hasText ? new Map(entries.map((entry) => [entry, searchText(entry)])) : null),
    [entries, hasText],
  );
  return useMemo(
    () =>
      entries.filter(
        (entry) =>
          (topic === "all" || topicsOf(entry).includes(topic)) &&
          (searchable?.get(entry)?.includes(wanted) ?? true),
      ),
    [entries, topic, searchable, wanted],
  );
}

function searchText(entry: ListedHistory): string {
  return [
    sentenceOf(entry),
    "name" in entry && entry.name,
    "message" in entry && entry.message,
    "clientId" in entry && entry.clientId,
    "platform" in entry && entry.platform,
    deviceOf(entry),
    requestOf(entry),
  ]
    .filter(Boolean)
    .join("\n")
    .toLowerCase();
}
