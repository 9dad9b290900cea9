import type { PairedDevice } from "#domain/device.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { Check } from "#ui/check.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

interface LeftOutProps {
  readonly devices: readonly PairedDevice[];
  readonly thisDeviceId: string | null;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (deviceId: string, isChosen: boolean) => void;
}

/** Devices that stay unless they are chosen one by one, each with what it would mean. */
export function LeftOut({ devices, thisDeviceId, chosen, onChoose }: LeftOutProps) {
  if (devices.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 font-semibold">These stay, unless you choose them</h3>
      <div className="space-y-3">
        {devices.map((device) => (
          <Check
            key={device.deviceId}
            isChecked={chosen.has(device.deviceId)}
            onChange={(isChosen) => onChoose(device.deviceId, isChosen)}
            hint={
              <span className="text-warn-text">
                {device.deviceId === thisDeviceId
                  ? "This is the browser you are using: it has to sign in again with the shared token."
                  : "The last administrator: without it nobody can manage the gateway from afar."}
              </span>
            }
          >
            Also remove <HostileText text={shownName(device).safe} />{" "}
            <span className="font-mono text-[0.8rem] text-muted">{shortDeviceId(device.deviceId)}</span>
          </Check>
        ))}
      </div>
    </section>
  );
}
