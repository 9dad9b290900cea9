import type { ActivityTopic } from "#domain/activity-words.ts";
import { Button } from "#ui/button.tsx";

/** What is shown: a topic, or everything, and of that what has `text` in it. */
export interface ActivityView {
  readonly topic: ActivityTopic | "all";
  readonly text: string;
}

const TOPICS: readonly { readonly topic: ActivityView["topic"]; readonly label: string }[] = [
  { topic: "all", label: "All" },
  { topic: "requests", label: "Requests" },
  { topic: "changes", label: "Decisions and changes" },
  { topic: "connection", label: "Connection" },
];

/** Reads what the address says; anything unknown means all. */
export function topicOf(value: string | null): ActivityView["topic"] {
  return TOPICS.find(({ topic }) => topic === value)?.topic ?? "all";
}

/** Chooses what is shown of the record. */
export function ActivityFilter({
  view,
  onChange,
}: {
  readonly view: ActivityView;
  readonly onChange: (view: ActivityView) => void;
}) {
  return (
    <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
      <div role="group" aria-label="Show" className="flex flex-wrap gap-1.5">
        {TOPICS.map(({ topic, label }) => (
          <Button
            key={topic}
            size="small"
            aria-pressed={view.topic === topic}
            className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
            onClick={() => onChange({ ...view, topic })}
          >
            {label}
          </Button>
        ))}
      </div>
      <input
        type="search"
        aria-label="Search activity"
        placeholder="Search activity"
        value={view.text}
        onChange={(event) => onChange({ ...view, text: event.target.value })}
        className="min-h-9 w-full rounded-lg border border-line-strong bg-surface px-3 placeholder:text-muted sm:w-64"
      />
    </div>
  );
}
