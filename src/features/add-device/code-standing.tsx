import { DeviceLink } from "#components/links.tsx";
import type { SetupStanding } from "#data/setup-codes.ts";
import { safeText } from "#lib/safe-text.ts";
import { formatCountdown } from "#lib/time.ts";
import { shortDeviceId } from "#domain/names.ts";
import type { SetupAccess, SetupEnd } from "#domain/setup-code.ts";
import { HostileText } from "#ui/hostile-text.tsx";
import { Notice } from "#ui/notice.tsx";

const GOT: Readonly<Record<SetupAccess, string>> = {
  limited: "It has limited access.",
  full: "It has full access: it is an administrator.",
  node: "It is a node.",
};

/** What has become of a code, as the gateway says it. */
export function CodeStanding({ standing }: { readonly standing: SetupStanding }) {
  switch (standing.kind) {
    case "waiting":
    case "untold":
      return (
        <div className="flex items-baseline justify-between gap-4">
          <p role="status">
            {standing.kind === "waiting"
              ? "Waiting for a device to use it…"
              : "This gateway does not tell who uses a code. The device appears under “Paired devices”."}
          </p>
          <p className="whitespace-nowrap tabular-nums">{formatCountdown(standing.leftMs)} left</p>
        </div>
      );
    case "ends":
      return <p role="status">Time is over. Asking the gateway whether the code was used…</p>;
    case "expired":
      return (
        <Notice tone="neutral" role="status" title="The code has expired">
          Nobody is known to have used it. Create another one when the device is ready.
        </Notice>
      );
    case "used":
      return (
        <Notice
          tone="good"
          role="status"
          title={
            <>
              Used by <Name end={standing} />
            </>
          }
        >
          <p>
            {standing.access ? GOT[standing.access] : "It was let in."} The code is used up: whoever tries it
            now is refused.
          </p>
          <p>
            If this is not your device, remove it at once.{" "}
            <DeviceLink deviceId={standing.deviceId}>View the device</DeviceLink>
          </p>
        </Notice>
      );
    case "uncertain":
      return (
        <Notice
          tone="warn"
          role="alert"
          title={
            <>
              Used by <Name end={standing} />, but it may not be in
            </>
          }
        >
          <p>
            The gateway has used the code up and paired the device, and does not know whether the device got
            its keys. Look whether it is connected. If it is not, remove it and create another code.
          </p>
          <p>
            <DeviceLink deviceId={standing.deviceId}>View the device</DeviceLink>
          </p>
        </Notice>
      );
  }
}

function Name({ end: { deviceName, deviceId } }: { readonly end: SetupEnd }) {
  return (
    <>
      {deviceName !== undefined && (
        <>
          <HostileText text={safeText(deviceName, 60)} />{" "}
        </>
      )}
      <span className="font-mono text-[0.9em]">{shortDeviceId(deviceId)}</span>
    </>
  );
}
