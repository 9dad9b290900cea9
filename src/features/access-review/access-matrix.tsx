import { useMemo, type Ref } from "react";
import { MatrixRow } from "./matrix-row.tsx";
import type { useReviewAddress } from "./review-address.ts";
import { ReviewFilter } from "./review-filter.tsx";
import { Legend } from "./right-mark.tsx";
import { GroupRow } from "./group-row.tsx";
import { RowKeysRegion } from "./row-keys-region.tsx";
import { useDeviceHref } from "./use-device-href.ts";
import { useGroupedRows } from "./use-grouped-rows.ts";
import type { ReviewFacts } from "./use-review-facts.ts";
import { usePlaceNavigate } from "#components/use-place-navigate.ts";
import { useGatewayTimes } from "#data/gateway-clock.ts";
import { useIsOnline } from "#data/presence.ts";
import type { PairedDevice } from "#domain/device.ts";
import { matchesSearch } from "#domain/device-traits.ts";
import { fingerprintWords } from "#domain/fingerprint-words.ts";
import { matrixCells, matrixColumns, standsOut } from "#domain/review/rights-matrix.ts";
import { addressPart } from "#lib/address-part.ts";
import { Check } from "#ui/check.tsx";
import { Empty } from "#ui/empty.tsx";
import type { TableLayout } from "#ui/table-layout.ts";
import { TableRows } from "#ui/table-rows.tsx";

const LAYOUT: TableLayout = {
  columns: 9,
  cardsBelow: "(width < 64rem)",
  blockClass: "max-lg:block",
  rowPx: 39,
  cardPx: 110,
  abovePx: 400,
};

interface AccessMatrixProps extends ReturnType<typeof useReviewAddress> {
  readonly devices: readonly PairedDevice[];
  readonly facts: ReviewFacts;
}

/** Devices by rights: what was approved, what a token holds, and what of it is unused. */
export function AccessMatrix({ devices, facts, address, onAddress }: AccessMatrixProps) {
  const { grouping, search, isStandingOut } = address;
  const times = useGatewayTimes(600_000);
  const isOnline = useIsOnline();
  const hrefOf = useDeviceHref();
  const navigate = usePlaceNavigate();
  const columns = useMemo(() => matrixColumns(devices), [devices]);
  const shown = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    if (wanted === "" && !isStandingOut) return devices;
    return devices.filter(
      (device) =>
        (wanted === "" || matchesSearch(device, wanted, fingerprintWords)) &&
        (!isStandingOut || standsOut(matrixCells(device, columns, facts))),
    );
  }, [devices, search, isStandingOut, columns, facts]);
  const { rows, rowKeys } = useGroupedRows(shown, grouping, facts.sameDevices);
  const renderRow = (index: number, measure?: Ref<HTMLTableRowElement>) => {
    const row = rows[index];
    if (!row) return null;
    if (row.kind === "group") {
      return (
        <GroupRow
          key={row.key}
          index={index}
          row={row}
          columnCount={columns.length + 2}
          {...(measure && { measure })}
        />
      );
    }
    const { device } = row;
    return (
      <MatrixRow
        key={row.key}
        rowKey={row.key}
        index={index}
        device={device}
        href={hrefOf(device.deviceId)}
        columns={columns}
        facts={facts}
        times={times}
        isOnline={isOnline(device)}
        isThisBrowser={device.deviceId === facts.thisDeviceId}
        sameAs={grouping === "same" ? (facts.sameDevices.get(device.deviceId)?.reason ?? null) : null}
        {...(measure && { measure })}
      />
    );
  };
  return (
    <section aria-labelledby="matrix-heading">
      <ReviewFilter
        headingId="matrix-heading"
        heading="Rights"
        count={shown.length}
        total={devices.length}
        address={address}
        onAddress={onAddress}
      >
        <Check isChecked={isStandingOut} onChange={(isWanted) => onAddress({ isStandingOut: isWanted })}>
          Only unused or never approved
        </Check>
      </ReviewFilter>
      <div className="mb-3">
        <Legend />
      </div>
      {shown.length === 0 ? (
        <Empty title={devices.length === 0 ? "No paired devices" : "No matching devices"}>
          {isStandingOut &&
            "As far as the gateway tells, no right is unused, and none is held without approval."}
        </Empty>
      ) : (
        <RowKeysRegion rows={rows} onOpen={(deviceId) => navigate(`/devices/${addressPart(deviceId)}`)}>
          <div className="rounded-xl border border-line bg-surface">
            <table
              aria-label="Access matrix"
              aria-rowcount={rows.length + 1}
              className="review-table rights-table w-full text-left max-lg:block"
            >
              <thead className="text-[0.85rem] text-muted max-lg:sr-only">
                <tr>
                  <th scope="col" className="px-3 py-2.5 font-medium">
                    Device
                  </th>
                  {columns.map(({ id, label, detail }) => (
                    <th key={id} scope="col" title={detail} className="px-3 py-2.5 text-center font-medium">
                      {label}
                    </th>
                  ))}
                  <th scope="col" className="px-3 py-2.5 font-medium">
                    Last seen
                  </th>
                </tr>
              </thead>
              <TableRows rowKeys={rowKeys} renderRow={renderRow} layout={LAYOUT} />
            </table>
          </div>
        </RowKeysRegion>
      )}
      <p className="mt-3 text-sm text-muted">
        Gateways record when a token was last used, not which of its rights was. A sign-in with the shared
        token does not count everywhere: “use unknown” is no sign that a right is not needed.
      </p>
    </section>
  );
}
