import type { ReactNode } from "react";
import { DeviceIcon } from "./device-icon.tsx";
import { clientKind } from "#domain/client-kinds.ts";
import type { DeviceFacts } from "#domain/device.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { HostileText } from "#ui/hostile-text.tsx";

interface DeviceNameProps {
  readonly device: DeviceFacts & {
    readonly operatorLabel?: string | undefined;
    readonly roles: readonly string[];
  };
  /** Badges after the name. */
  readonly children?: ReactNode;
}

/** A device's name with its ID, since anybody can choose any name. */
export function DeviceName({ device, children }: DeviceNameProps) {
  return (
    <div className="flex items-start gap-3">
      <DeviceIcon kind={clientKind(device).kind} />
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 leading-snug font-semibold">
          <HostileText text={shownName(device).safe} />
          {children}
        </div>
        <div className="mt-0.5 font-mono text-[0.8rem] text-muted">{shortDeviceId(device.deviceId)}</div>
      </div>
    </div>
  );
}
