import { useState } from "react";
import { useSearchParams } from "react-router";
import { useClearActivity, type ActivityRecord } from "#data/activity-query.ts";
import { useGateway } from "#data/gateway.ts";
import { useHistory, type ListedHistory } from "#data/history.ts";
import { KEPT_ENTRIES } from "#domain/activity.ts";
import { activityJson, activityRows } from "#domain/activity-export.ts";
import { ActivityFilter, readActivityView, type ActivityView } from "#features/activity/activity-filter.tsx";
import { ActivityList } from "#features/activity/activity-list.tsx";
import { useViewed } from "#features/activity/activity-view.ts";
import { ClearActivity } from "#features/activity/clear-activity.tsx";
import { addressParameters } from "#lib/address-parameters.ts";
import { toCsv } from "#lib/csv.ts";
import { downloadText } from "#lib/download.ts";
import { formatFileDate } from "#lib/time.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { Notice } from "#ui/notice.tsx";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";
import { Page } from "#ui/page.tsx";
import { SkeletonRows } from "#ui/skeleton.tsx";

const ApprovalHistory = loadOnDemand(
  () => import("#features/command-approvals/past-decisions.tsx"),
  "ApprovalHistory",
);

const NOTHING: readonly ListedHistory[] = [];

/** What happened on one gateway, as far as this browser and the gateway's log tell. */
export default function ActivityPage() {
  const { url: gatewayUrl } = useGateway();
  const record = useHistory();
  const [parameters, setParameters] = useSearchParams();
  const view = readActivityView(parameters);
  const entries = useViewed(record?.entries ?? NOTHING, view);
  const [announcement, setAnnouncement] = useState("");
  const [isAsking, setAsking] = useState(false);
  const clear = useClearActivity();

  const setView = (change: Partial<ActivityView>) => {
    const { topic, text } = { ...readActivityView(addressParameters()), ...change };
    setParameters(
      { ...(topic !== "all" && { show: topic }), ...(text !== "" && { q: text }) },
      { replace: true },
    );
  };
  const save = (extension: "csv" | "json") => {
    const fileName = `gatehouse-activity-${formatFileDate(Date.now())}.${extension}`;
    if (extension === "csv") downloadText(fileName, "text/csv", toCsv(activityRows(entries)));
    else downloadText(fileName, "application/json", activityJson(entries, gatewayUrl));
    setAnnouncement(
      `${entries.length === 1 ? "1 entry" : `${entries.length} entries`} exported to ${fileName}.`,
    );
  };
  const forget = async () => {
    if (!(await clear.run(gatewayUrl))) return;
    setAsking(false);
    setAnnouncement("The activity was cleared.");
  };

  const total = record?.recordedCount ?? 0;
  return (
    <Page
      title="Activity"
      tabTitle="Activity"
      subtitle="What this browser did and saw, and what the gateway’s log tells"
      actions={
        <>
          <Button disabled={entries.length === 0} onClick={() => save("csv")}>
            Export CSV
          </Button>
          <Button disabled={entries.length === 0} onClick={() => save("json")}>
            Export JSON
          </Button>
          <Button variant="danger" disabled={total === 0} onClick={() => setAsking(true)}>
            Clear activity…
          </Button>
        </>
      }
    >
      <p role="status" className="text-muted not-empty:mb-4">
        {announcement}
      </p>
      {record && <RecordNotices record={record} />}
      <ActivityFilter view={view} onView={setView} />
      {!record && <SkeletonRows rows={5} label="Loading activity" />}
      {record && (total === 0 || entries.length === 0) && <NothingToShow isEmpty={total === 0} />}
      {/* A different view starts at its newest entry. */}
      <ActivityList key={`${gatewayUrl} ${view.topic} ${view.text}`} entries={entries} />
      <p className="mt-4 text-sm text-muted">
        Entries marked “this browser” are its own log: the last {KEPT_ENTRIES.toLocaleString("en")} of each
        gateway, kept in this browser only. They never contain tokens. Entries marked “gateway’s log” come
        from the gateway, which keeps them for a few hours or days. The log does not name who approved,
        removed or changed something, and it has no line for a rejection.
      </p>
      <OnDemand what="The list of command decisions">
        <ApprovalHistory />
      </OnDemand>
      {isAsking && (
        <ClearActivity
          count={total}
          isClearing={clear.isRunning}
          hasFailed={clear.error !== null}
          onClear={() => void forget()}
          onClose={() => setAsking(false)}
        />
      )}
    </Page>
  );
}

function RecordNotices({
  record: { isKept, unreadable },
}: {
  readonly record: Pick<ActivityRecord, "isKept" | "unreadable">;
}) {
  return (
    <div className="space-y-3 not-empty:mb-4">
      {!isKept && (
        <Notice tone="warn" title="This browser cannot store its activity">
          This may be a private window, or its storage is full. The entries below are lost when you close this
          tab.
        </Notice>
      )}
      {unreadable > 0 && (
        <Notice
          tone="warn"
          title={`${unreadable} ${unreadable === 1 ? "entry" : "entries"} could not be read`}
        >
          They were written by another version of this page.
        </Notice>
      )}
    </div>
  );
}

function NothingToShow({ isEmpty }: { readonly isEmpty: boolean }) {
  if (!isEmpty) return <Empty title="No matching entries">Choose “All”, or search for something else.</Empty>;
  return (
    <Empty title="No activity yet">
      Requests, decisions, changes and connection events appear here as they happen.
    </Empty>
  );
}
