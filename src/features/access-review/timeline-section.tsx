import { useMemo, useState } from "react";
import { Choice } from "./review-filter.tsx";
import { TimelinePlot } from "./timeline-plot.tsx";
import { DeviceLink } from "#components/links.tsx";
import { useGatewayTimes, type GatewayTimes } from "#data/gateway-clock.ts";
import { LOG_POLL_MS, useGatewayLog } from "#data/gateway-log.ts";
import type { PairedDevice } from "#domain/device.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { findBursts, TIMELINE_LABELS, timelineOf, type TimelineEvent } from "#domain/review/timeline.ts";
import { approvalWords } from "#domain/saved-views.ts";
import { safeText } from "#lib/safe-text.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

const DAY_MS = 86_400_000;
const SPANS = [
  { value: 1, label: "Last day" },
  { value: 7, label: "Last 7 days" },
  { value: 30, label: "Last 30 days" },
  { value: 365, label: "Last year" },
  { value: 0, label: "Everything" },
];
const PAGE = 50;
/** What `nowMs` may be behind. */
const CLOCK_STEP_MS = 600_000;

interface TimelineProps {
  readonly devices: readonly PairedDevice[];
  /** The gateway's clock, in ms since the epoch. */
  readonly nowMs: number;
}

/** When devices were paired, seen, rotated, revoked and turned away: as a picture, and in a table below it. */
export function Timeline({ devices, nowMs }: TimelineProps) {
  const [days, setDays] = useState(0);
  const [shownCount, setShownCount] = useState(PAGE);
  const refused = useRefusals(devices);
  const events = useMemo(() => timelineOf(devices, refused), [devices, refused]);
  // The coarse clock is behind; a device with a wrong one is not to stretch the picture.
  const toMs = nowMs + CLOCK_STEP_MS;
  const firstMs = events.at(-1)?.atMs ?? nowMs;
  const fromMs = days === 0 ? Math.min(firstMs, nowMs - DAY_MS) : nowMs - days * DAY_MS;
  const shown = useMemo(
    () => events.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs),
    [events, fromMs, toMs],
  );
  const bursts = useMemo(() => findBursts(shown), [shown]);
  const times = useGatewayTimes(600_000);
  return (
    <section aria-labelledby="timeline-heading">
      <div className="mb-3 flex flex-wrap items-center gap-x-6 gap-y-2">
        <h2 id="timeline-heading" className="mr-auto font-semibold">
          Timeline{" "}
          <span role="status" className="ml-1 font-normal text-muted tabular-nums">
            {shown.length}
          </span>
        </h2>
        <Choice label="Time" value={days} options={SPANS} onChange={setDays} />
      </div>
      {shown.length === 0 ? (
        <Empty title="Nothing happened in this time" />
      ) : (
        <>
          <div className="mb-3 rounded-xl border border-line bg-surface p-4">
            <TimelinePlot events={shown} fromMs={fromMs} toMs={toMs} times={times} />
          </div>
          {bursts.length > 0 && (
            <ul aria-label="Bursts of pairings" className="mb-3 list-disc space-y-1 pl-5 marker:text-muted">
              {bursts.slice(0, 5).map((burst) => (
                <li key={burst.fromMs}>
                  {burst.count} devices were paired within an hour from {times.dateTime(burst.fromMs)} on.
                </li>
              ))}
            </ul>
          )}
          <div className="rounded-xl border border-line bg-surface">
            <table aria-label="Timeline" className="w-full text-left max-md:block">
              <thead className="text-[0.85rem] text-muted max-md:sr-only">
                <tr>
                  {["When", "What", "Device"].map((label) => (
                    <th key={label} scope="col" className="px-3 py-2.5 font-medium">
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody className="max-md:block">
                {shown.slice(0, shownCount).map((event, index) => (
                  // Events have no id, and the list is never reordered.
                  // oxlint-disable-next-line react/no-array-index-key
                  <EventRow key={index} event={event} times={times} />
                ))}
              </tbody>
            </table>
          </div>
          {shown.length > shownCount && (
            <Button className="mt-3" onClick={() => setShownCount(shownCount + PAGE)}>
              Show older
            </Button>
          )}
        </>
      )}
      <p className="mt-3 text-sm text-muted">
        Of each kind the gateway keeps only the last time. Who was turned away comes from its log, which
        reaches back hours or days.
      </p>
    </section>
  );
}

function EventRow({ event, times }: { readonly event: TimelineEvent; readonly times: GatewayTimes }) {
  const { kind, atMs, device, client, count } = event;
  return (
    <tr className="border-t border-line align-top max-md:block max-md:p-4">
      <td className="whitespace-nowrap text-muted max-md:block md:px-3 md:py-2">{times.dateTime(atMs)}</td>
      <td className="max-md:block md:px-3 md:py-2">
        {TIMELINE_LABELS[kind]}
        {kind === "paired" && device?.approvedVia !== undefined && ` · ${approvalWords(device.approvedVia)}`}
        {count !== undefined && count > 1 && ` · ${count} times`}
      </td>
      <td className="max-md:block md:px-3 md:py-2">
        {device ? (
          <>
            <DeviceLink deviceId={device.deviceId}>
              <HostileText text={shownName(device).safe} />
            </DeviceLink>{" "}
            <span className="font-mono text-[0.8rem] text-muted">{shortDeviceId(device.deviceId)}</span>
          </>
        ) : (
          <HostileText text={safeText(client ?? "A client without a name", 80)} />
        )}
      </td>
    </tr>
  );
}

/** The last refusal of each client in the gateway's log; a device only where it has proven who it is. */
function useRefusals(devices: readonly PairedDevice[]): readonly TimelineEvent[] {
  const { log } = useGatewayLog(LOG_POLL_MS.rarely);
  const clients = log?.clients;
  return useMemo(() => {
    const known = new Map(devices.map((device) => [device.deviceId, device]));
    return [...(clients?.values() ?? [])].map(({ last, count }): TimelineEvent => {
      const device = last.proven ? known.get(last.proven.deviceId) : undefined;
      return {
        kind: "refused",
        atMs: last.atMs,
        device,
        client: last.client.name ?? last.client.clientId,
        count,
      };
    });
  }, [clients, devices]);
}
