import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { formatAge } from "#lib/time.ts";
import { useNow } from "#ui/use-now.ts";

interface DeviceChoiceProps {
  readonly devices: readonly PairedDevice[];
  readonly pending: readonly PairingRequest[];
  readonly chosenId: string | null;
  readonly onChoose: (deviceId: string) => void;
}

/** Which device cannot get in, with what speaks for each of them being the one. */
export function DeviceChoice({ devices, pending, chosenId, onChoose }: DeviceChoiceProps) {
  const now = useNow(30_000);
  const asking = new Set(pending.map(({ deviceId }) => deviceId));
  const signs = devices.map((device) => ({ device, sign: signOf(device, asking, now) }));
  // What is conspicuous first; the rest in the order of the list.
  const sorted = signs.toSorted((a, b) => Number(b.sign.isConspicuous) - Number(a.sign.isConspicuous));
  return (
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
        {sorted.map(({ device, sign }) => (
          <option key={device.deviceId} value={device.deviceId}>
            {`${shownName(device, 40).safe.plain} · ${shortDeviceId(device.deviceId)} · ${sign.text}`}
          </option>
        ))}
      </select>
    </label>
  );
}

function signOf(
  { deviceId, tokens, connected }: PairedDevice,
  asking: ReadonlySet<string>,
  now: number,
): { readonly text: string; readonly isConspicuous: boolean } {
  if (asking.has(deviceId)) return { text: "asks to be let in again", isConspicuous: true };
  if (tokens.length > 0 && tokens.every(({ revokedAtMs }) => revokedAtMs !== undefined))
    return { text: "token revoked", isConspicuous: true };
  const rotatedAtMs = Math.max(0, ...tokens.map((token) => token.rotatedAtMs ?? 0));
  const usedAtMs = Math.max(0, ...tokens.map((token) => token.lastUsedAtMs ?? 0));
  if (rotatedAtMs > usedAtMs && !connected)
    return { text: `rotated ${formatAge(now - rotatedAtMs)}, not used since`, isConspicuous: true };
  return {
    text: connected ? "online" : usedAtMs > 0 ? `used ${formatAge(now - usedAtMs)}` : "no sign of life",
    isConspicuous: false,
  };
}
