import { ChangeButton } from "./change-button.tsx";
import { useDeviceList } from "#data/device-list.ts";
import type { ReloadKind } from "#data/door.ts";
import { useGatewayTimes } from "#data/gateway-clock.ts";
import { LOG_POLL_MS, useGatewayLog } from "#data/gateway-log.ts";
import type { DoorFacts } from "#domain/door/facts.ts";
import { arrivalsOf, waysIn } from "#domain/door/ways.ts";
import type { PairedDevice } from "#domain/device.ts";
import { shownName } from "#domain/names.ts";
import { Badge } from "#ui/badge.tsx";
import { Card } from "#ui/card.tsx";

interface WaysInProps {
  readonly facts: DoorFacts;
  readonly protocol: number;
  readonly kinds: ReadonlyMap<string, ReloadKind>;
}

/** Every way in that needs nobody's click, and who has come in by it. */
export function WaysIn({ facts, protocol, kinds }: WaysInProps) {
  const times = useGatewayTimes();
  const { log } = useGatewayLog(LOG_POLL_MS.rarely);
  const paired = useDeviceList().data?.paired ?? [];
  const missingPaths = new Set([...kinds].flatMap(([path, kind]) => (kind === "missing" ? path : [])));
  const { byWay, unassigned } = arrivalsOf(paired, log?.changes ?? []);
  const saysHow = paired.some(({ approvedVia }) => approvedVia !== undefined);
  return (
    <Card title="Ways in without a click">
      <ul className="divide-y divide-line">
        {waysIn(facts, { protocol, missingPaths }).map((way) => (
          <li key={way.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
            <div className="min-w-0 flex-1 basis-64">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {way.title}
                <Badge tone={way.isOpen ? "accent" : "neutral"}>{way.isOpen ? "Open" : "Closed"}</Badge>
              </p>
              <p className="text-sm [overflow-wrap:anywhere] text-muted">{way.detail}</p>
              {saysHow && (way.isOpen || byWay.has(way.id)) && <Came devices={byWay.get(way.id) ?? []} />}
            </div>
            {way.closing && (
              <ChangeButton change={way.closing} facts={facts} name={`Switch off: ${way.title}`}>
                Switch off…
              </ChangeButton>
            )}
          </li>
        ))}
      </ul>
      {unassigned > 0 && (
        <p className="text-sm">
          {howMany(unassigned, saysHow)} approved by the gateway itself since{" "}
          {log?.sinceMs ? times.dateTime(log.sinceMs) : "its log begins"}, as its log says.{" "}
          {saysHow
            ? "They are not paired any more, so nothing tells by which way."
            : "This gateway does not say by which way."}
        </p>
      )}
    </Card>
  );
}

function howMany(count: number, isBesideOthers: boolean): string {
  const more = isBesideOthers ? " more" : "";
  return count === 1 ? `One${more} device was` : `${count}${more} devices were`;
}

const MAX_NAMES = 3;

function Came({ devices }: { readonly devices: readonly PairedDevice[] }) {
  const times = useGatewayTimes();
  if (devices.length === 0) return <p className="text-sm">No paired device has come in this way.</p>;
  const latest = devices.toSorted((a, b) => (b.approvedAtMs ?? 0) - (a.approvedAtMs ?? 0));
  const names = latest.slice(0, MAX_NAMES).map((device) => shownName(device, 30).safe.plain);
  const more = devices.length - names.length;
  const lastMs = latest[0]?.approvedAtMs;
  return (
    <p className="text-sm [overflow-wrap:anywhere]">
      {devices.length === 1 ? "One paired device" : `${devices.length} paired devices`}: {names.join(", ")}
      {more > 0 && ` and ${more} more`}
      {lastMs !== undefined && ` (the last ${times.age(lastMs)})`}
    </p>
  );
}
