import { useMemo, type Ref } from "react";
import type { useReviewAddress } from "./review-address.ts";
import { TOKEN_DAYS, UNSEEN_DAYS } from "./review-address.ts";
import { Choice } from "./review-filter.tsx";
import { deviceRowKey } from "#components/row-keys.ts";
import { DeviceLink } from "#components/links.tsx";
import { useOpenDialog, type DeviceDialog } from "#data/device-dialog.ts";
import { useHello } from "#data/session.ts";
import type { PairedDevice } from "#domain/device.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { DECISION_LABELS, type Decision } from "#domain/review/decision.ts";
import type { Suggestion } from "#domain/review/suggestions.ts";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { HostileText } from "#ui/hostile-text.tsx";
import type { TableLayout } from "#ui/table-layout.ts";
import { TableRows } from "#ui/table-rows.tsx";

const LAYOUT: TableLayout = {
  columns: 3,
  cardsBelow: "(width < 64rem)",
  blockClass: "max-lg:block",
  rowPx: 110,
  cardPx: 220,
  abovePx: 340,
};

const KIND_LABELS: Readonly<Record<Suggestion["kind"], string>> = {
  remove: "Remove",
  narrow: "Narrow",
  rotate: "Rotate",
  ask: "Ask",
};

interface SuggestionTableProps extends ReturnType<typeof useReviewAddress> {
  readonly devices: readonly PairedDevice[];
  readonly suggestions: ReadonlyMap<string, readonly Suggestion[]>;
  /** Decides in the open review; null where none is open. */
  readonly onDecide: ((decisions: ReadonlyMap<PairedDevice, Decision>) => void) | null;
  /** What the open review says about a device. */
  readonly decisionOf: (deviceId: string) => Decision | undefined;
}

/** What could be done, each with what it rests on and what it cannot know. */
export function SuggestionTable(props: SuggestionTableProps) {
  const { devices, suggestions, address, onAddress, onDecide, decisionOf } = props;
  const rows = useMemo(
    () =>
      devices.flatMap((device) =>
        (suggestions.get(device.deviceId) ?? []).map((suggestion) => ({ device, suggestion })),
      ),
    [devices, suggestions],
  );
  const rowKeys = useMemo(
    () => rows.map(({ device, suggestion }) => `${deviceRowKey(device.deviceId)} ${suggestion.kind}`),
    [rows],
  );
  const renderRow = (index: number, measure?: Ref<HTMLTableRowElement>) => {
    const row = rows[index];
    if (!row) return null;
    const { device, suggestion } = row;
    const name = shownName(device).safe;
    return (
      <tr
        key={rowKeys[index]}
        ref={measure}
        data-index={index}
        aria-rowindex={index + 2}
        className="border-t border-line align-top max-lg:block max-lg:p-4"
      >
        <th scope="row" className="text-left font-normal max-lg:block lg:px-3 lg:py-3">
          <DeviceLink deviceId={device.deviceId}>
            <HostileText text={name} />
          </DeviceLink>{" "}
          <span className="font-mono text-[0.8rem] text-muted">{shortDeviceId(device.deviceId)}</span>
        </th>
        <td className="max-lg:mt-2 max-lg:block lg:px-3 lg:py-3">
          <p className="font-medium">
            <Badge tone={suggestion.kind === "remove" ? "warn" : "neutral"}>
              {KIND_LABELS[suggestion.kind]}
            </Badge>{" "}
            {suggestion.reason}
          </p>
          <p className="mt-1 text-sm text-muted">Rests on: {suggestion.restsOn}</p>
          <p className="text-sm text-muted">Cannot know: {suggestion.unknown}</p>
        </td>
        <td className="max-lg:mt-2 max-lg:block lg:px-3 lg:py-3 lg:text-right">
          {onDecide ? (
            <TakeIt
              name={name.plain}
              suggestion={suggestion}
              isTaken={isSame(decisionOf(device.deviceId), suggestion.decision)}
              onTake={() => onDecide(new Map([[device, suggestion.decision]]))}
            />
          ) : (
            <OpenDialog device={device} suggestion={suggestion} />
          )}
        </td>
      </tr>
    );
  };
  return (
    <section aria-labelledby="suggestions-heading">
      <div className="mb-3 flex flex-wrap items-center gap-x-6 gap-y-2">
        <h2 id="suggestions-heading" className="mr-auto font-semibold">
          Suggestions{" "}
          <span role="status" className="ml-1 font-normal text-muted tabular-nums">
            {rows.length}
          </span>
        </h2>
        <Choice
          label="Remove if not seen for"
          value={address.unseenDays}
          options={UNSEEN_DAYS.map((days) => ({ value: days as number, label: `${days} days` }))}
          onChange={(unseenDays) => onAddress({ unseenDays })}
        />
        <Choice
          label="Rotate tokens older than"
          value={address.tokenDays}
          options={TOKEN_DAYS.map((days) => ({ value: days as number, label: `${days} days` }))}
          onChange={(tokenDays) => onAddress({ tokenDays })}
        />
      </div>
      <p className="mb-3 text-muted">
        Nothing here is done by itself. Each suggestion says what it rests on and what it cannot know.
      </p>
      {rows.length === 0 ? (
        <Empty title="No suggestions">As far as the gateway tells, nothing needs a change.</Empty>
      ) : (
        <div className="rounded-xl border border-line bg-surface">
          <table
            aria-label="Suggestions"
            aria-rowcount={rows.length + 1}
            className="w-full text-left max-lg:block"
          >
            <thead className="text-[0.85rem] text-muted max-lg:sr-only">
              <tr>
                <th scope="col" className="w-[34%] px-3 py-2.5 font-medium">
                  Device
                </th>
                <th scope="col" className="px-3 py-2.5 font-medium">
                  Suggestion
                </th>
                <th scope="col" className="px-3 py-2.5">
                  <span className="sr-only">Action</span>
                </th>
              </tr>
            </thead>
            <TableRows rowKeys={rowKeys} renderRow={renderRow} layout={LAYOUT} />
          </table>
        </div>
      )}
    </section>
  );
}

function isSame(a: Decision | undefined, b: Decision): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

interface TakeItProps {
  readonly name: string;
  readonly suggestion: Suggestion;
  readonly isTaken: boolean;
  readonly onTake: () => void;
}

function TakeIt({ name, suggestion, isTaken, onTake }: TakeItProps) {
  const label = DECISION_LABELS[suggestion.decision.kind];
  if (isTaken) return <span className="text-good-text">Decided: {label}</span>;
  return (
    <Button size="small" aria-label={`Decide for ${name}: ${label}`} onClick={onTake}>
      {label}
    </Button>
  );
}

const DIALOGS: Readonly<Record<Decision["kind"], (device: PairedDevice) => DeviceDialog | null>> = {
  remove: (device) => ({ kind: "remove", device }),
  narrow: (device) => ({ kind: "rotate", device }),
  rotate: (device) => ({ kind: "rotate", device }),
  revoke: (device) => ({ kind: "revoke", device }),
  keep: () => null,
  later: () => null,
};

/** Without a review, the dialog that does it now. */
function OpenDialog({
  device,
  suggestion,
}: {
  readonly device: PairedDevice;
  readonly suggestion: Suggestion;
}) {
  const open = useOpenDialog();
  const isConnected = useHello() !== null;
  const dialog = DIALOGS[suggestion.decision.kind](device);
  if (dialog === null) return null;
  const label = dialog.kind === "remove" ? "Remove device…" : "Rotate token…";
  return (
    <Button
      size="small"
      disabled={!isConnected}
      aria-label={`${label} ${shownName(device).safe.plain}`}
      onClick={() => open(dialog)}
    >
      {label}
    </Button>
  );
}
