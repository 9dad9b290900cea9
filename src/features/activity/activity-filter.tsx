import type { ActivityTopic } from "#domain/activity-sentences.ts";
import { Button } from "#ui/button.tsx";
import { SearchBox } from "#ui/search-box.tsx";

/** Shows only entries of `topic` that contain `text`. */
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

/** Reads the view from the address; an unknown topic means "all". */
export function readActivityView(parameters: URLSearchParams): ActivityView {
  const topic = parameters.get("show");
  return {
    topic: TOPICS.find((known) => known.topic === topic)?.topic ?? "all",
    text: parameters.get("q") ?? "",
  };
}

export function ActivityFilter({
  view,
  onView,
}: {
  readonly view: ActivityView;
  readonly onView: (change: Partial<ActivityView>) => void;
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
            onClick={() => onView({ topic })}
          >
            {label}
          </Button>
        ))}
      </div>
      <SearchBox
        label="Search activity"
        value={view.text}
        onChange={(text) => onView({ text })}
        className="w-full sm:w-64"
      />
    </div>
  );
}
