import type { BulkItem, BulkRun } from "#data/bulk.ts";
import { explainRequestError } from "#domain/recovery/explain.ts";
import type { SafeText } from "#lib/safe-text.ts";
import { HostileText } from "#ui/hostile-text.tsx";
import { Notice } from "#ui/notice.tsx";

/** An item with the name to show for it. */
export interface NamedItem {
  readonly item: BulkItem;
  readonly name: SafeText;
  readonly shortId: string;
}

const ENDINGS = {
  stop: "You stopped it. What was done stays done; the rest was not tried.",
  connection:
    "The connection broke. What is said here was read again where possible; the rest was not tried.",
  refusals: "The gateway refused three in a row, so the rest was not tried.",
} as const;

/** How far a run is, and what became of each item. */
export function BulkReport({ run, items }: { readonly run: BulkRun; readonly items: readonly NamedItem[] }) {
  const statusOf = ({ item }: NamedItem) => run.statuses.get(item) ?? "waiting";
  const done = items.filter((item) => statusOf(item) === "done").length;
  const isRunning = run.phase !== "finished";
  const gone = items.filter((item) => statusOf(item) === "gone");
  const failures = items.filter((item) => !["done", "gone"].includes(statusOf(item)));
  return (
    <div className="space-y-4">
      <div role="status">
        <p className="font-semibold">
          {run.phase === "checking"
            ? "Reading the list again…"
            : `${done} of ${items.length} ${isRunning ? "so far" : "done"}`}
        </p>
      </div>
      <progress className="h-2 w-full accent-accent" max={items.length} value={done} aria-label="Progress" />
      {!isRunning && failures.length === 0 && gone.length === 0 && (
        <Notice tone="good" title="All done">
          {run.isRead
            ? "Read again from the gateway: none of them is listed any more."
            : "The gateway confirmed each. It cannot be asked now how things stand."}
        </Notice>
      )}
      {!isRunning && gone.length > 0 && (
        <Notice tone="warn" role="alert" title={`${gone.length} no longer waiting`}>
          This page did not see them rejected: they ended by themselves, or somebody else decided them. Look
          at the paired devices for any that were approved.
        </Notice>
      )}
      {!isRunning && failures.length > 0 && (
        <Notice
          tone="danger"
          role="alert"
          title={
            run.isRead
              ? `${failures.length} of ${items.length} are still there`
              : `${failures.length} of ${items.length} may still be there`
          }
        >
          {run.endedBy ? ENDINGS[run.endedBy] : "Below is why."}
        </Notice>
      )}
      {!isRunning && (
        <ul aria-label="Results" className="max-h-72 divide-y divide-line overflow-y-auto">
          {[...failures, ...gone, ...items.filter((item) => statusOf(item) === "done")].map((item) => (
            <li key={`${item.item.kind} ${item.item.id}`} className="flex flex-wrap gap-x-3 py-1.5">
              <span className="min-w-0 flex-1">
                <HostileText text={item.name} />{" "}
                <span className="font-mono text-[0.8rem] text-muted">{item.shortId}</span>
              </span>
              <span className={statusOf(item) === "done" ? "text-good-text" : "text-danger-text"}>
                {resultText(item, run)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function resultText({ item }: NamedItem, run: BulkRun): string {
  const verb = item.kind === "remove" ? "Removed" : "Rejected";
  switch (run.statuses.get(item)) {
    case "done":
      return verb;
    case "back":
      return `${verb}, and there again`;
    case "gone":
      return "No longer waiting";
    case "refused": {
      const error = run.errors.get(item);
      return error ? explainRequestError(error).title : "Refused";
    }
    case "unknown":
    case "running":
      return "Unknown: no answer came";
    case "waiting":
    case undefined:
      return "Not tried";
  }
}
