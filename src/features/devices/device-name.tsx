import type { ReactNode } from "react";
import { clientKind } from "#domain/client-kinds.ts";
import type { DeviceFacts } from "#domain/device.ts";
import { fingerprintWords } from "#domain/fingerprint.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import { DeviceIcon } from "#ui/device-icon.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

interface DeviceNameProps {
  readonly device: DeviceFacts & {
    readonly operatorLabel?: string | undefined;
    readonly roles: readonly string[];
  };
  /** Badges behind the name. */
  readonly children?: ReactNode;
}

/** Which device: kind, name, and beside the name, which anybody can choose, what only the key decides. */
export function DeviceName({ device, children }: DeviceNameProps) {
  const words = fingerprintWords(device.deviceId);
  return (
    <div className="flex items-start gap-3">
      <DeviceIcon kind={clientKind(device).kind} />
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 leading-snug font-semibold">
          <HostileText text={shownName(device).safe} />
          {children}
        </div>
        <div className="mt-0.5 font-mono text-[0.8rem] text-muted">
          {shortDeviceId(device.deviceId)}
          {words && (
            <>
              {" · "}
              <span className="inline-block">{words.join("-")}</span>
            </>
          )}
        </div>
      </div>
    </div>
  );
}
