import { useDeferredValue, useMemo, type ReactNode } from "react";
import { DeviceName } from "./device-name.tsx";
import { Rights } from "./rights.tsx";
import { clientKind } from "#domain/client-kinds.ts";
import type { DeviceToken, PairedDevice } from "#domain/device.ts";
import { shownName } from "#domain/names.ts";
import { formatAge, formatDateTime } from "#lib/time.ts";
import { Badge } from "#ui/badge.tsx";
import { Empty } from "#ui/empty.tsx";
import { useNow } from "#ui/use-now.ts";

interface PairedDevicesProps {
  readonly devices: readonly PairedDevice[];
  /** Ids of devices with a pending request. */
  readonly askingIds: ReadonlySet<string>;
  /** Ids of devices with an open session; null where the gateway does not say. */
  readonly online: ReadonlySet<string> | null;
  readonly thisDeviceId: string | null;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly isFrozen: boolean;
  /** The menu of one device, put together by the page. */
  readonly renderActions: (device: PairedDevice) => ReactNode;
}

/** Who is in. */
export function PairedDevices({ devices, search, onSearch, ...props }: PairedDevicesProps) {
  // Typing stays smooth while a long table follows.
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const sorted = useMemo(
    () => devices.toSorted((a, b) => order(b, props.thisDeviceId) - order(a, props.thisDeviceId)),
    [devices, props.thisDeviceId],
  );
  const found = useMemo(
    () => (wanted === "" ? sorted : sorted.filter((device) => searchText(device).includes(wanted))),
    [sorted, wanted],
  );
  return (
    <section aria-labelledby="paired-heading">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="paired-heading" className="font-semibold">
          Paired devices <span className="ml-1 font-normal text-muted tabular-nums">{devices.length}</span>
        </h2>
        <input
          type="search"
          aria-label="Search devices"
          placeholder="Search devices"
          value={search}
          onChange={(event) => onSearch(event.target.value)}
          className="min-h-9 w-full rounded-lg border border-line-strong bg-surface px-3 placeholder:text-muted sm:w-64"
        />
      </div>
      {found.length === 0 ? (
        <NothingFound search={search} isEmpty={devices.length === 0} />
      ) : (
        <div className="overflow-hidden rounded-xl border border-line bg-surface">
          <table aria-labelledby="paired-heading" className="w-full text-left">
            <thead className="border-b border-line text-[0.85rem] text-muted max-md:sr-only">
              <tr>
                <th className="w-[36%] px-4 py-2.5 font-medium">Device</th>
                <th className="w-[20%] px-4 py-2.5 font-medium">Access</th>
                <th className="px-4 py-2.5 font-medium">Token</th>
                <th className="px-4 py-2.5 font-medium">Last seen</th>
                <th className="px-4 py-2.5 font-medium">Approved</th>
                <th className="px-4 py-2.5">
                  <span className="sr-only">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {found.map((device) => (
                <PairedRow key={device.deviceId} device={device} {...props} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function NothingFound({ search, isEmpty }: { readonly search: string; readonly isEmpty: boolean }) {
  if (isEmpty) return <Empty title="No device is paired">The first one that you approve appears here.</Empty>;
  return (
    <Empty title="No device matches">
      Nothing has “{search}” in its name, id, client, platform or address.
    </Empty>
  );
}

function searchText(device: PairedDevice): string {
  return [
    shownName(device).safe.plain,
    device.displayName?.slice(0, 200),
    device.deviceId,
    clientKind(device).label,
    device.clientId,
    device.platform,
    device.remoteIp,
    ...device.roles,
    ...device.scopes,
  ]
    .join(" ")
    .toLowerCase();
}

/** This browser first, then the newest pairing; the order does not depend on who is online, so rows keep still. */
function order(device: PairedDevice, thisDeviceId: string | null): number {
  return device.deviceId === thisDeviceId ? Infinity : (device.approvedAtMs ?? 0);
}

type PairedRowProps = Omit<PairedDevicesProps, "devices" | "search" | "onSearch"> & {
  readonly device: PairedDevice;
};

function PairedRow({ device, askingIds, online, thisDeviceId, isFrozen, renderActions }: PairedRowProps) {
  const now = useNow(30_000);
  const isThisBrowser = device.deviceId === thisDeviceId;
  const isOnline = device.connected ?? online?.has(device.deviceId);
  return (
    <tr className="border-line align-top not-first:border-t max-md:grid max-md:grid-cols-[1fr_1fr_auto] max-md:gap-2 max-md:p-4">
      <td className="max-md:col-span-2 max-md:row-start-1 md:px-4 md:py-3">
        <DeviceName device={device}>
          {isThisBrowser && <Badge tone="accent">This browser</Badge>}
          {askingIds.has(device.deviceId) && <Badge tone="warn">Upgrade pending</Badge>}
        </DeviceName>
      </td>
      <td className="max-md:col-span-3 md:px-4 md:py-3">
        <Rights roles={device.roles} scopes={device.scopes} />
      </td>
      <td className="md:px-4 md:py-3">
        <TokenSummary tokens={device.tokens} now={now} />
      </td>
      <td className="md:px-4 md:py-3">
        <LastSeen isOnline={isFrozen ? undefined : isOnline} lastSeenAtMs={lastSign(device)} now={now} />
      </td>
      <td className="text-sm text-muted max-md:hidden md:px-4 md:py-3">
        <span title={formatDateTime(device.approvedAtMs ?? NaN)}>
          {device.approvedAtMs === undefined ? "unknown" : formatAge(now - device.approvedAtMs)}
        </span>
        {device.approvedVia === "silent" && <div>silently</div>}
      </td>
      <td className="max-md:col-start-3 max-md:row-start-1 md:px-3 md:py-3 md:text-right">
        {renderActions(device)}
      </td>
    </tr>
  );
}

/** Old gateways do not say when a device was last seen; the use of a token is the next best sign of life. */
function lastSign({ lastSeenAtMs, tokens }: PairedDevice): number | undefined {
  if (lastSeenAtMs !== undefined) return lastSeenAtMs;
  const used = tokens.flatMap(({ lastUsedAtMs }) => lastUsedAtMs ?? []);
  return used.length > 0 ? Math.max(...used) : undefined;
}

function LastSeen({
  isOnline,
  lastSeenAtMs,
  now,
}: {
  readonly isOnline: boolean | undefined;
  readonly lastSeenAtMs: number | undefined;
  readonly now: number;
}) {
  if (isOnline) {
    return (
      <span className="inline-flex items-center gap-2">
        <span aria-hidden className="size-2 rounded-full bg-good" />
        Online
      </span>
    );
  }
  return (
    <span className="inline-flex items-center gap-2 text-muted">
      <span aria-hidden className="size-2 rounded-full border border-line-strong" />
      {lastSeenAtMs === undefined ? "unknown" : formatAge(now - lastSeenAtMs)}
    </span>
  );
}

function TokenSummary({ tokens, now }: { readonly tokens: readonly DeviceToken[]; readonly now: number }) {
  if (tokens.length === 0) return <span className="text-muted">None</span>;
  const active = tokens.filter(({ revokedAtMs }) => revokedAtMs === undefined);
  if (active.length === 0) return <Badge>Revoked</Badge>;
  const latest = (key: "lastUsedAtMs" | "rotatedAtMs" | "createdAtMs") =>
    Math.max(...active.map((token) => token[key] ?? 0));
  const usedAtMs = latest("lastUsedAtMs");
  const rotatedAtMs = latest("rotatedAtMs");
  const createdAtMs = latest("createdAtMs");
  const detail =
    usedAtMs > 0
      ? `used ${formatAge(now - usedAtMs)}`
      : rotatedAtMs > 0
        ? `rotated ${formatAge(now - rotatedAtMs)}`
        : createdAtMs > 0
          ? `created ${formatAge(now - createdAtMs)}`
          : "age unknown";
  return (
    <div>
      {active.length < tokens.length ? "Partly revoked" : "Active"}
      <div className="text-sm text-muted">{detail}</div>
    </div>
  );
}
