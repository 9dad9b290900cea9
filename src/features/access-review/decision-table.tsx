import { useCallback, useMemo, useState, type Ref } from "react";
import { DecisionBar } from "./decision-bar.tsx";
import { DecisionRow } from "./decision-row.tsx";
import { GroupRow } from "./group-row.tsx";
import { NarrowDialog } from "./narrow-dialog.tsx";
import type { useReviewAddress } from "./review-address.ts";
import { Choice, ReviewFilter } from "./review-filter.tsx";
import { RowKeysRegion } from "./row-keys-region.tsx";
import { useDeviceHref } from "./use-device-href.ts";
import { useGroupedRows } from "./use-grouped-rows.ts";
import type { ReviewFacts } from "./use-review-facts.ts";
import { SelectAll } from "#components/select-all.tsx";
import { usePlaceNavigate } from "#components/use-place-navigate.ts";
import { useSelection } from "#components/use-selection.ts";
import { useGatewayTimes } from "#data/gateway-clock.ts";
import { useIsOnline } from "#data/presence.ts";
import type { PairedDevice } from "#domain/device.ts";
import { matchesSearch } from "#domain/device-traits.ts";
import { fingerprintWords } from "#domain/fingerprint-words.ts";
import type { AccessReview, NewDecisions } from "#domain/review/access-review.ts";
import { DECISION_LABELS, DECISIONS, type DecisionKind } from "#domain/review/decision.ts";
import type { Suggestion } from "#domain/review/suggestions.ts";
import { addressPart } from "#lib/address-part.ts";
import { Empty } from "#ui/empty.tsx";
import type { TableLayout } from "#ui/table-layout.ts";
import { TableRows } from "#ui/table-rows.tsx";

const LAYOUT: TableLayout = {
  columns: 6,
  cardsBelow: "(width < 64rem)",
  blockClass: "max-lg:block",
  rowPx: 64,
  cardPx: 200,
  abovePx: 420,
};

type Shown = "all" | "undecided" | "suggested" | DecisionKind;

interface DecisionTableProps extends ReturnType<typeof useReviewAddress> {
  readonly devices: readonly PairedDevice[];
  readonly facts: ReviewFacts;
  readonly suggestions: ReadonlyMap<string, readonly Suggestion[]>;
  readonly review: AccessReview;
  readonly onDecide: (decisions: NewDecisions) => void;
}

/** Decides device by device, or about many at once. */
export function DecisionTable({
  devices,
  facts,
  suggestions,
  review,
  onDecide,
  ...place
}: DecisionTableProps) {
  const { grouping, search } = place.address;
  const [shown, setShown] = useState<Shown>("all");
  const [narrowing, setNarrowing] = useState<PairedDevice | null>(null);
  const { selected, onSelect } = useSelection(devices);
  const times = useGatewayTimes(600_000);
  const isOnline = useIsOnline();
  const hrefOf = useDeviceHref();
  const navigate = usePlaceNavigate();
  const reviewed = useMemo(() => new Map(review.devices.map((one) => [one.deviceId, one])), [review]);
  // A row stays where it was decided about; another choice sorts it out.
  const [held, setHeld] = useState<{ readonly shown: Shown; readonly ids: ReadonlySet<string> } | null>(null);
  const passes = (device: PairedDevice): boolean => {
    const decision = reviewed.get(device.deviceId)?.decision;
    if (shown === "all") return true;
    if (shown === "undecided") return decision === undefined;
    if (shown === "suggested") return suggestions.has(device.deviceId);
    return decision?.kind === shown;
  };
  if (shown !== "all" && held?.shown !== shown) {
    setHeld({ shown, ids: new Set(devices.filter(passes).map(({ deviceId }) => deviceId)) });
  }
  const listed = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    const ids = shown === "all" ? null : held?.ids;
    if (wanted === "" && !ids) return devices;
    return devices.filter(
      (device) =>
        (ids?.has(device.deviceId) ?? true) &&
        (wanted === "" || matchesSearch(device, wanted, fingerprintWords)),
    );
  }, [devices, search, shown, held]);
  const { rows, rowKeys } = useGroupedRows(listed, grouping, facts.sameDevices);
  const decideOne = useCallback(
    (device: PairedDevice, kind: DecisionKind | null) => {
      if (kind === "narrow") setNarrowing(device);
      else onDecide(new Map([[device, kind === null ? null : { kind }]]));
    },
    [onDecide],
  );
  const renderRow = (index: number, measure?: Ref<HTMLTableRowElement>) => {
    const row = rows[index];
    if (!row) return null;
    if (row.kind === "group") {
      return <GroupRow key={row.key} index={index} row={row} columnCount={6} {...(measure && { measure })} />;
    }
    const { device } = row;
    return (
      <DecisionRow
        key={row.key}
        rowKey={row.key}
        index={index}
        device={device}
        href={hrefOf(device.deviceId)}
        reviewed={reviewed.get(device.deviceId)}
        suggestion={suggestions.get(device.deviceId)?.[0]}
        times={times}
        isOnline={isOnline(device)}
        isThisBrowser={device.deviceId === facts.thisDeviceId}
        isSelected={selected.has(device.deviceId)}
        onSelect={onSelect}
        onDecide={decideOne}
        {...(measure && { measure })}
      />
    );
  };
  const decidedCount = review.devices.filter(({ decision }) => decision !== undefined).length;
  const chosen = devices.filter(({ deviceId }) => selected.has(deviceId));
  return (
    <section aria-labelledby="decisions-heading">
      <ReviewFilter
        headingId="decisions-heading"
        heading="Decisions"
        count={listed.length}
        total={devices.length}
        {...place}
      >
        <Choice
          label="Show"
          value={shown}
          options={[
            { value: "all", label: "All" },
            { value: "undecided", label: "Not decided" },
            { value: "suggested", label: "With a suggestion" },
            ...DECISIONS.map((kind) => ({ value: kind, label: `Decided: ${DECISION_LABELS[kind]}` })),
          ]}
          onChange={(value) => {
            setHeld(null);
            setShown(value);
          }}
        />
        <p role="status" className="text-sm text-muted tabular-nums">
          {decidedCount} of {review.devices.length} decided
        </p>
      </ReviewFilter>
      {listed.length === 0 ? (
        <Empty title="No matching devices" />
      ) : (
        <RowKeysRegion
          rows={rows}
          onOpen={(deviceId) => navigate(`/devices/${addressPart(deviceId)}`)}
          onToggle={(deviceId) => onSelect([deviceId], !selected.has(deviceId))}
        >
          <div className="rounded-xl border border-line bg-surface">
            <table
              aria-label="Review decisions"
              aria-rowcount={rows.length + 1}
              className="review-table decision-table w-full text-left max-lg:block"
            >
              <thead className="text-[0.85rem] text-muted max-lg:block">
                <tr className="max-lg:flex max-lg:px-4 max-lg:py-1">
                  <th scope="col" className="w-10 py-2.5 pl-3 max-lg:pl-0">
                    <SelectAll devices={listed} selected={selected} onSelect={onSelect} />
                  </th>
                  {["Device", "Access", "Last seen", "Suggestion", "Decision"].map((label) => (
                    <th key={label} scope="col" className="px-3 py-2.5 font-medium max-lg:sr-only">
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <TableRows rowKeys={rowKeys} renderRow={renderRow} layout={LAYOUT} />
            </table>
          </div>
        </RowKeysRegion>
      )}
      <DecisionBar
        devices={chosen}
        suggestions={suggestions}
        onClear={() => onSelect([...selected], false)}
        onDecide={(decisions) => {
          onDecide(decisions);
          onSelect([...selected], false);
        }}
      />
      {narrowing && (
        <NarrowDialog
          device={narrowing}
          before={reviewed.get(narrowing.deviceId)?.decision}
          onDecide={(decision) => onDecide(new Map([[narrowing, decision]]))}
          onClose={() => setNarrowing(null)}
        />
      )}
      <p className="mt-3 text-sm text-muted">
        Nothing is changed before you finish the review. You can leave and come back: decisions are kept in
        this browser.
      </p>
    </section>
  );
}
