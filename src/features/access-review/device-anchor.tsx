import type { PairedDevice } from "#domain/device.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { HostileText } from "#ui/hostile-text.tsx";

interface DeviceAnchorProps {
  readonly device: PairedDevice;
  /** The address of its page. A router's link in each row would make scrolling slower. */
  readonly href: string;
}

/** A device's name as a link to its page, and its ID. */
export function DeviceAnchor({ device, href }: DeviceAnchorProps) {
  return (
    <>
      <a href={href} className="font-medium text-accent-text underline underline-offset-2">
        <HostileText text={shownName(device).safe} />
      </a>{" "}
      <span className="font-mono text-[0.8rem] text-muted">{shortDeviceId(device.deviceId)}</span>
    </>
  );
}
