import { EntryLine } from "./entry-line.tsx";
import { useMore } from "./use-more.ts";
import { useDeviceActivity } from "#data/activity-query.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { SkeletonRows } from "#ui/skeleton.tsx";

const PAGE_SIZE = 10;

interface DeviceHistoryProps {
  readonly deviceId: string;
}

/** What this browser did to one device and saw of it, newest first. */
export function DeviceHistory({ deviceId }: DeviceHistoryProps) {
  const record = useDeviceActivity(deviceId).data;
  const { shownCount, showMore, refFor } = useMore(PAGE_SIZE);
  return (
    <section aria-labelledby="history-heading">
      <h2 id="history-heading" className="font-semibold">
        History in this browser
      </h2>
      <p className="mb-2 text-sm text-muted">
        What this browser did and saw itself. The gateway may know more.
        {record?.isKept === false && " This browser refuses storage, so this ends with the tab."}
      </p>
      {!record && <SkeletonRows rows={2} label="Loading history" />}
      {record?.entries.length === 0 && (
        <Empty title="This browser has not seen anything of this device yet" />
      )}
      {record && record.entries.length > 0 && (
        <ol
          aria-labelledby="history-heading"
          className="overflow-hidden rounded-xl border border-line bg-surface"
        >
          {record.entries.slice(0, shownCount).map((entry, index) => (
            <EntryLine key={entry.id} entry={entry} isLinked={false} isDated ref={refFor(index)} />
          ))}
        </ol>
      )}
      {record && record.entries.length > shownCount && (
        <Button className="mt-3" onClick={showMore}>
          Show older
        </Button>
      )}
    </section>
  );
}
