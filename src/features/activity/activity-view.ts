import { useDeferredValue, useMemo } from "react";
import type { ActivityView } from "./activity-filter.tsx";
import type { ListedEntry } from "#data/activity-query.ts";
import { deviceOf, requestOf } from "#domain/activity-rules.ts";
import { sentenceOf, topicsOf } from "#domain/activity-words.ts";

/** The entries that `view` asks for. Typing stays smooth while a long list follows. */
export function useViewed(
  entries: readonly ListedEntry[],
  { topic, text }: ActivityView,
): readonly ListedEntry[] {
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

function searchText(entry: ListedEntry): string {
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
