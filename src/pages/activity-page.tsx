import { useState } from "react";
import { useSearchParams } from "react-router";
import {
  useActivity,
  useClearActivity,
  type ActivityRecord,
  type ListedEntry,
} from "#data/activity-query.ts";
import { useGateway } from "#data/gateway.ts";
import { KEPT_ENTRIES } from "#domain/activity.ts";
import { activityJson, activityRows } from "#domain/activity-export.ts";
import { ActivityFilter, readActivityView, type ActivityView } from "#features/activity/activity-filter.tsx";
import { ActivityList } from "#features/activity/activity-list.tsx";
import { useViewed } from "#features/activity/activity-view.ts";
import { ClearRecord } from "#features/activity/clear-record.tsx";
import { addressParameters } from "#lib/address-parameters.ts";
import { toCsv } from "#lib/csv.ts";
import { downloadText } from "#lib/download.ts";
import { formatFileDate } from "#lib/time.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { Notice } from "#ui/notice.tsx";
import { Page } from "#ui/page.tsx";
import { SkeletonRows } from "#ui/skeleton.tsx";

const NOTHING: readonly ListedEntry[] = [];

/** What this browser did and saw on one gateway. */
export default function ActivityPage() {
  const { url: gatewayUrl } = useGateway();
  const record = useActivity().data;
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
    setAnnouncement("The record was cleared.");
  };

  const total = record?.entries.length ?? 0;
  return (
    <Page
      title="Activity"
      tabTitle="Activity"
      subtitle="What this browser did and saw. It is its own record, not the gateway’s."
      actions={
        <>
          <Button disabled={entries.length === 0} onClick={() => save("csv")}>
            Export CSV
          </Button>
          <Button disabled={entries.length === 0} onClick={() => save("json")}>
            Export JSON
          </Button>
          <Button variant="danger" disabled={total === 0} onClick={() => setAsking(true)}>
            Clear this record…
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
      {record && entries.length === 0 && <NothingToShow isEmpty={total === 0} />}
      {/* Another view begins at its newest entry again. */}
      <ActivityList key={`${gatewayUrl} ${view.topic} ${view.text}`} entries={entries} />
      <p className="mt-4 text-sm text-muted">
        What happened while no tab of this page was open is not in here. The last{" "}
        {KEPT_ENTRIES.toLocaleString("en")} entries of each gateway are kept, in this browser only, and none
        of them holds a token.
      </p>
      {isAsking && (
        <ClearRecord
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

function RecordNotices({ record: { isKept, unreadable } }: { readonly record: ActivityRecord }) {
  return (
    <div className="space-y-3 not-empty:mb-4">
      {!isKept && (
        <Notice tone="warn" title="This browser refuses to keep the record">
          It may be a private window, or the storage is full. What is shown here ends with this tab.
        </Notice>
      )}
      {unreadable > 0 && (
        <Notice
          tone="warn"
          title={`${unreadable} ${unreadable === 1 ? "entry" : "entries"} could not be read`}
        >
          Another version of this page has written them.
        </Notice>
      )}
    </div>
  );
}

function NothingToShow({ isEmpty }: { readonly isEmpty: boolean }) {
  if (!isEmpty) return <Empty title="No entry matches">Choose “All”, or search for something else.</Empty>;
  return (
    <Empty title="Nothing is recorded yet">
      Requests, decisions, changes and the connection appear here as this browser does or sees them.
    </Empty>
  );
}
