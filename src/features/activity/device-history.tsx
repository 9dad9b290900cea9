import { EntryLine } from "./entry-line.tsx";
import { useMore } from "./use-more.ts";
import { useDeviceHistory } from "#data/history.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { SkeletonRows } from "#ui/skeleton.tsx";

const PAGE_SIZE = 10;

interface DeviceHistoryProps {
  readonly deviceId: string;
}

/** What happened to one device, as far as this browser and the gateway's log tell, newest first. */
export function DeviceHistory({ deviceId }: DeviceHistoryProps) {
  const record = useDeviceHistory(deviceId);
  const { shownCount, showMore, refFor } = useMore(PAGE_SIZE);
  return (
    <section aria-labelledby="history-heading">
      <h2 id="history-heading" className="font-semibold">
        History in this browser and in the gateway’s log
      </h2>
      <p className="mb-2 text-sm text-muted">
        What this browser did and saw, and what the gateway’s log tells. The log does not name who did it.
        {record?.isKept === false &&
          " This browser cannot store its part, so that is lost when you close this tab."}
      </p>
      {!record && <SkeletonRows rows={2} label="Loading history" />}
      {record?.entries.length === 0 && <Empty title="No activity of this device yet" />}
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
