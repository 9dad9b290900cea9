import { useMemo, useState } from "react";
import { NameAndId } from "./name-and-id.tsx";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { leftOut } from "#domain/administrators.ts";
import type { PairedDevice } from "#domain/device.ts";
import { Check } from "#ui/check.tsx";

interface LeftOutProps {
  readonly title?: string;
  readonly verb?: string;
  readonly devices: readonly PairedDevice[];
  readonly thisDeviceId: string | null;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (deviceId: string, isChosen: boolean) => void;
}

/**
 * Leaves this browser and the last administrator out of a removal, unless they are chosen one by one. The choice is made
 * from the devices as they are at the first render.
 * @param wanted what the person wants to remove
 * @param paired all paired devices
 */
export function useLeftOut(wanted: readonly PairedDevice[], paired: readonly PairedDevice[]) {
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  const [devices] = useState(() => leftOut(wanted, paired, thisDeviceId));
  const { staying, chosen, onChoose } = useChosen(devices);
  const going = useMemo(() => wanted.filter(({ deviceId }) => !staying.has(deviceId)), [wanted, staying]);
  return { going, choices: { devices, thisDeviceId, chosen, onChoose } };
}

/** Which of the devices that are left out a person has chosen all the same, and which stay. */
export function useChosen(devices: readonly PairedDevice[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const onChoose = (deviceId: string, isChosen: boolean) => {
    const others = [...chosen].filter((id) => id !== deviceId);
    setChosen(new Set(isChosen ? [...others, deviceId] : others));
  };
  const staying = useMemo(
    () => new Set(devices.map(({ deviceId }) => deviceId).filter((id) => !chosen.has(id))),
    [devices, chosen],
  );
  return { staying, chosen, onChoose };
}

/** The devices that are left out, each with the consequence of removing it. */
export function LeftOut({
  title = "Not removed unless you select them",
  verb = "Also remove",
  devices,
  thisDeviceId,
  chosen,
  onChoose,
}: LeftOutProps) {
  if (devices.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 font-semibold">{title}</h3>
      <div className="space-y-3">
        {devices.map((device) => (
          <Check
            key={device.deviceId}
            isChecked={chosen.has(device.deviceId)}
            onChange={(isChosen) => onChoose(device.deviceId, isChosen)}
            hint={
              <span className="text-warn-text">
                {device.deviceId === thisDeviceId
                  ? "This is the browser you are using: it will have to sign in again with the shared token."
                  : "The last administrator: without it nobody can manage the gateway remotely."}
              </span>
            }
          >
            {verb} <NameAndId device={device} />
          </Check>
        ))}
      </div>
    </section>
  );
}
