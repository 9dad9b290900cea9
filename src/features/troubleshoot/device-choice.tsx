import { useMemo, useState } from "react";
import { useGatewayTimes, type GatewayTimes } from "#data/gateway-clock.ts";
import { useIsOnline } from "#data/presence.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { latestOf, matchesSearch, tokenStatus } from "#domain/device-traits.ts";
import { fingerprintWords } from "#domain/fingerprint-words.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { SearchBox } from "#ui/search-box.tsx";

const MAX_OPTIONS = 50;

interface DeviceChoiceProps {
  readonly devices: readonly PairedDevice[];
  readonly pending: readonly PairingRequest[];
  readonly chosenId: string | null;
  readonly onChoose: (deviceId: string) => void;
}

/** Chooses the device that cannot connect. Devices with signs of trouble come first. */
export function DeviceChoice({ devices, pending, chosenId, onChoose }: DeviceChoiceProps) {
  const times = useGatewayTimes();
  const isOnline = useIsOnline();
  const [search, setSearch] = useState("");
  const asking = useMemo(() => new Set(pending.map(({ deviceId }) => deviceId)), [pending]);
  const found = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    const matches = devices.filter(
      (device) => wanted === "" || matchesSearch(device, wanted, fingerprintWords),
    );
    const isConspicuous = (device: PairedDevice) => trouble(device, asking, isOnline(device)) !== null;
    return [...matches.filter(isConspicuous), ...matches.filter((device) => !isConspicuous(device))];
  }, [devices, asking, isOnline, search]);
  const chosen = devices.find(({ deviceId }) => deviceId === chosenId);
  const first = found.slice(0, MAX_OPTIONS);
  const shown = !chosen || first.includes(chosen) ? first : [chosen, ...first];
  const moreCount = found.length - first.length;
  return (
    <div className="space-y-2">
      {devices.length > MAX_OPTIONS && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <SearchBox label="Find a device" value={search} onChange={setSearch} className="w-full sm:w-64" />
          <span role="status" className="text-sm text-muted tabular-nums">
            {found.length === 0 && "No matching devices"}
            {moreCount > 0 && `${moreCount} more. Search to find one of them.`}
          </span>
        </div>
      )}
      <label className="block">
        <span className="mb-1 block text-sm font-medium">Device that cannot get in</span>
        <select
          value={chosenId ?? ""}
          onChange={(event) => onChoose(event.target.value)}
          className="min-h-10 w-full rounded-lg border border-line-strong bg-surface px-2"
        >
          <option value="" disabled>
            Choose a device
          </option>
          {shown.map((device) => (
            <option key={device.deviceId} value={device.deviceId}>
              {[
                shownName(device, 40).safe.plain,
                shortDeviceId(device.deviceId),
                signOf(device, asking, isOnline(device), times),
              ].join(" · ")}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** A sign that this device cannot connect; null if there is none. */
function trouble(
  device: PairedDevice,
  asking: ReadonlySet<string>,
  isOnline: boolean | undefined,
): "asks" | "revoked" | "rotated" | null {
  if (asking.has(device.deviceId)) return "asks";
  if (tokenStatus(device) === "revoked") return "revoked";
  return latestOf(device.tokens, "rotatedAtMs") > latestOf(device.tokens, "lastUsedAtMs") && !isOnline
    ? "rotated"
    : null;
}

function signOf(
  device: PairedDevice,
  asking: ReadonlySet<string>,
  isOnline: boolean | undefined,
  times: GatewayTimes,
): string {
  switch (trouble(device, asking, isOnline)) {
    case "asks":
      return "asks for access again";
    case "revoked":
      return "token revoked";
    case "rotated":
      return `rotated ${times.age(latestOf(device.tokens, "rotatedAtMs"))}, not used since`;
    case null: {
      const usedAtMs = latestOf(device.tokens, "lastUsedAtMs");
      if (isOnline) return "online";
      return usedAtMs > 0 ? `used ${times.age(usedAtMs)}` : "never used";
    }
  }
}
