import type { DeviceFacts } from "#domain/device.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { HostileText } from "#ui/hostile-text.tsx";

/** A device's name and its ID, since anybody can choose any name. */
export function NameAndId({ device }: { readonly device: DeviceFacts }) {
  return (
    <>
      <HostileText text={shownName(device).safe} />{" "}
      <span className="font-mono text-[0.85rem]">{shortDeviceId(device.deviceId)}</span>
    </>
  );
}
