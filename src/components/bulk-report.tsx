import type { NamedItem } from "./named-items.ts";
import { NameAndId } from "./name-and-id.tsx";
import type { BulkRun } from "#data/bulk.ts";
import { explainRequestError } from "#domain/recovery/request-errors.ts";
import { Notice } from "#ui/notice.tsx";

const ENDINGS = {
  stop: "You stopped it. The rest was not tried.",
  connection: "The connection was lost. Results were checked where possible; the rest was not tried.",
  refusals: "The gateway refused three in a row, so the rest was not tried.",
} as const;

/** The progress of a run and the result for each item. */
export function BulkReport({ run, items }: { readonly run: BulkRun; readonly items: readonly NamedItem[] }) {
  const statusOf = ({ item }: NamedItem) => run.statuses.get(item) ?? "waiting";
  const done = items.filter((item) => statusOf(item) === "done").length;
  const isRunning = run.phase !== "finished";
  const isAboutTokens = items.some(({ item }) => item.kind === "revoke" || item.kind === "rotate");
  const gone = items.filter((item) => statusOf(item) === "gone");
  const failures = items.filter((item) => !["done", "gone"].includes(statusOf(item)));
  return (
    <div className="space-y-4">
      <div role="status">
        <p className="font-semibold">
          {run.phase === "checking"
            ? "Checking the list…"
            : `${done} of ${items.length} ${isRunning ? "so far" : "done"}`}
        </p>
      </div>
      <progress className="h-2 w-full accent-accent" max={items.length} value={done} aria-label="Progress" />
      {!isRunning && failures.length === 0 && gone.length === 0 && (
        <Notice tone="good" title="All done">
          {!run.isRead
            ? "The gateway confirmed each one. This page cannot check the list now."
            : isAboutTokens
              ? "Checked: the gateway’s list shows each change."
              : "Checked: the gateway no longer lists any of them."}
        </Notice>
      )}
      {!isRunning && gone.length > 0 && (
        <Notice
          tone="warn"
          role="alert"
          title={`${gone.length} no longer ${isAboutTokens ? "there" : "waiting"}`}
        >
          {isAboutTokens
            ? "Somebody else has removed these devices, or their tokens."
            : "They expired, or somebody else decided them. Check the paired devices for any that were approved."}
        </Notice>
      )}
      {!isRunning && failures.length > 0 && (
        <Notice
          tone="danger"
          role="alert"
          title={
            isAboutTokens
              ? `${failures.length} of ${items.length} ${run.isRead ? "were not done" : "may not be done"}`
              : `${failures.length} of ${items.length} ${run.isRead ? "are still there" : "may still be there"}`
          }
        >
          {run.endedBy ? ENDINGS[run.endedBy] : "See the reasons below."}
        </Notice>
      )}
      {!isRunning && (
        <ul aria-label="Results" className="max-h-72 divide-y divide-line overflow-y-auto">
          {[...failures, ...gone, ...items.filter((item) => statusOf(item) === "done")].map((item) => (
            <li key={keyOf(item)} className="flex flex-wrap gap-x-3 py-1.5">
              <span className="min-w-0 flex-1">
                <NameAndId device={item.device} />
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

const VERBS = {
  remove: "Removed",
  reject: "Rejected",
  revoke: "Token revoked",
  rotate: "Token rotated",
} as const;
const BACK = {
  remove: "Removed, but back again",
  reject: "Rejected, but back again",
  revoke: "Revoked, then active again",
  rotate: "Rotated, but it has its wider access again",
} as const;

/** A device may have several tokens. */
function keyOf({ item }: NamedItem): string {
  return `${item.kind} ${item.id} ${"role" in item ? item.role : ""}`;
}

function resultText({ item }: NamedItem, run: BulkRun): string {
  const verb = VERBS[item.kind];
  switch (run.statuses.get(item)) {
    case "done":
      return verb;
    case "back":
      return BACK[item.kind];
    case "gone":
      return item.kind === "reject" ? "No longer waiting" : "No longer there";
    case "refused": {
      const error = run.errors.get(item);
      return error ? explainRequestError(error).title : "Refused";
    }
    case "unknown":
    case "running":
      return "Unknown: no answer";
    case "waiting":
    case undefined:
      return "Not tried";
  }
}
