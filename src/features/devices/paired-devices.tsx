import { useState, type Ref } from "react";
import { FilterChips } from "./filter-chips.tsx";
import { PairedTable, type PairedTableProps } from "./paired-table.tsx";
import { SavedViewButtons } from "./saved-view-buttons.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import type { PairedDevice } from "#domain/device.ts";
import { NO_FILTERS } from "#domain/device-view.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";
import { SearchBox } from "#ui/search-box.tsx";

interface PairedDevicesProps extends PairedTableProps {
  /** All paired devices, also those that are filtered out. */
  readonly devices: readonly PairedDevice[];
  readonly searchRef: Ref<HTMLInputElement>;
}

const FilterPanel = loadOnDemand(() => import("./filter-panel.tsx"), "FilterPanel");

/** The table of paired devices with search, filters and selection. */
export function PairedDevices({ devices, searchRef, ...props }: PairedDevicesProps) {
  const { rows, view, onView, facts, selected, onSelect } = props;
  const [isPanelOpen, setPanelOpen] = useState(false);
  return (
    <section aria-labelledby="paired-heading">
      <div className="mb-3 space-y-2">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h2 className="font-semibold">
            <span id="paired-heading">Paired devices</span>{" "}
            <span role="status" className="ml-1 font-normal text-muted tabular-nums">
              {rows.length === devices.length ? devices.length : `${rows.length} of ${devices.length}`}
            </span>
          </h2>
          <div className="flex gap-2 max-sm:w-full">
            <SearchBox
              ref={searchRef}
              label="Search devices"
              shortcut="/"
              value={view.search}
              onChange={(search) => onView({ search })}
              className="flex-1 sm:w-64 sm:flex-none"
            />
            <Button
              aria-expanded={isPanelOpen}
              aria-controls="filter-panel"
              onPointerEnter={FilterPanel.preload}
              onFocus={FilterPanel.preload}
              onClick={() => setPanelOpen(!isPanelOpen)}
            >
              Filter
            </Button>
          </div>
        </div>
        <SavedViewButtons devices={devices} view={view} onView={onView} facts={facts} />
        <div id="filter-panel">
          {isPanelOpen && (
            <OnDemand what="The filter" onClose={() => setPanelOpen(false)}>
              <FilterPanel devices={devices} view={view} onView={onView} />
            </OnDemand>
          )}
        </div>
        <FilterChips filters={view} onView={onView} />
        {view.isSameDevice && <OlderPairings rows={rows} facts={facts} onSelect={onSelect} />}
      </div>
      {rows.length === 0 ? (
        <NothingFound
          search={view.search}
          isEmpty={devices.length === 0}
          onClear={() => onView({ ...NO_FILTERS, search: "" })}
        />
      ) : (
        <PairedTable {...props} />
      )}
      <SelectionBar selected={selected} devices={devices} rows={rows} onSelect={onSelect} />
    </section>
  );
}

function OlderPairings({ rows, facts, onSelect }: Pick<PairedTableProps, "rows" | "facts" | "onSelect">) {
  const { sameDevices, thisDeviceId } = facts;
  const found = rows.map(({ deviceId }) => sameDevices.get(deviceId));
  // Without dates it is not known which of a group are older.
  const dated = new Set(found.filter((same) => same?.isNewest).map((same) => same?.group));
  const older = rows.filter(({ deviceId }) => {
    const same = sameDevices.get(deviceId);
    return same && !same.isNewest && dated.has(same.group) && deviceId !== thisDeviceId;
  });
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
      These look like the same device, but each has its own key. Check when they were last seen before you
      remove one.
      {older.length > 0 && (
        <Button
          size="small"
          onClick={() =>
            onSelect(
              older.map(({ deviceId }) => deviceId),
              true,
            )
          }
        >
          Select the {older.length} older
        </Button>
      )}
    </p>
  );
}

interface NothingFoundProps {
  readonly search: string;
  readonly isEmpty: boolean;
  readonly onClear: () => void;
}

function NothingFound({ search, isEmpty, onClear }: NothingFoundProps) {
  if (isEmpty) return <Empty title="No paired devices">Devices appear here once you approve them.</Empty>;
  return (
    <Empty title="No matching devices">
      {search === ""
        ? "A device matches a filter only if the gateway reports the value."
        : `No device that matches the filters has “${search}” in its name, ID, client, platform or address.`}
      <div className="mt-3">
        <Button size="small" onClick={onClear}>
          Show all devices
        </Button>
      </div>
    </Empty>
  );
}
