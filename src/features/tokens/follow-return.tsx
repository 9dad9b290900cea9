import { Link } from "react-router";
import { useDeviceList, useListWatch } from "#data/device-list.ts";
import { usePresence } from "#data/presence.ts";
import { comebackOf } from "#domain/comeback.ts";
import type { PairedDevice } from "#domain/device.ts";
import { shownName } from "#domain/names.ts";
import { addressPart } from "#lib/address-part.ts";
import { Notice } from "#ui/notice.tsx";

interface FollowReturnProps {
  readonly device: PairedDevice;
  readonly role: string;
  /** When it was cut off: ms since the epoch, the gateway's clock. */
  readonly sinceMs: number;
}

/** Follows a device that was cut off until it is back, and says how it comes back. */
export function FollowReturn({ device, role, sinceMs }: FollowReturnProps) {
  const list = useDeviceList().data;
  const online = usePresence();
  const name = shownName(device).safe.plain;
  const { deviceId } = device;
  const comeback = list ? comebackOf({ deviceId, role, sinceMs, online, ...list }) : null;
  useListWatch(comeback?.kind === "waiting");
  switch (comeback?.kind) {
    case "back":
      return (
        <Notice tone="good" role="status" title={`${name} is back`}>
          It has signed in since, and has its new token.
        </Notice>
      );
    case "asks":
      return (
        <Notice tone="warn" role="status" title={`${name} asks to be approved again`}>
          <Link
            className="font-medium text-accent-text underline"
            to={`/devices?review=${addressPart(comeback.request.requestId)}`}
          >
            Review its request
          </Link>
        </Notice>
      );
    case "removed":
      return (
        <Notice tone="warn" role="status" title={`${name} is no longer paired`}>
          Somebody has removed it. It can ask to be paired again.
        </Notice>
      );
    case "waiting":
    case undefined:
      return (
        <Notice tone="neutral" role="status" title={`Waiting for ${name} to reconnect`}>
          <ul className="list-disc space-y-1 pl-5">
            <li>If it knows the shared token, it comes back by itself.</li>
            <li>Otherwise enter the shared token on it.</li>
            <li>If that does not help, remove it here, let it connect, and approve it again.</li>
          </ul>
        </Notice>
      );
  }
}
