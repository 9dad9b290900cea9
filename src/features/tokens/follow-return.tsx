import { ReviewLink } from "#components/links.tsx";
import { useDeviceList, useListWatch } from "#data/device-list.ts";
import { usePresence } from "#data/presence.ts";
import { reconnectStatus } from "#domain/reconnect.ts";
import type { PairedDevice } from "#domain/device.ts";
import { shownName } from "#domain/names.ts";
import { Notice } from "#ui/notice.tsx";

interface FollowReturnProps {
  readonly device: PairedDevice;
  readonly role: string;
  /** When its token was rotated: ms since the epoch, by the gateway's clock. */
  readonly sinceMs: number;
}

/** Follows a device whose token was rotated until it has reconnected. */
export function FollowReturn({ device, role, sinceMs }: FollowReturnProps) {
  const list = useDeviceList().data;
  const online = usePresence();
  const name = shownName(device).safe.plain;
  const { deviceId } = device;
  const status = list ? reconnectStatus({ deviceId, role, sinceMs, online, ...list }) : null;
  useListWatch(status?.kind === "waiting");
  switch (status?.kind) {
    case "reconnected":
      return (
        <Notice tone="good" role="status" title={`${name} is back`}>
          It signed in and has its new token.
        </Notice>
      );
    case "asks":
      return (
        <Notice tone="warn" role="status" title={`${name} asks to be approved again`}>
          <ReviewLink requestId={status.request.requestId} />
        </Notice>
      );
    case "removed":
      return (
        <Notice tone="warn" role="status" title={`${name} is no longer paired`}>
          Somebody removed it. It can ask to be paired again.
        </Notice>
      );
    case "waiting":
    case undefined:
      return (
        <Notice tone="neutral" role="status" title={`Waiting for ${name} to reconnect`}>
          <ul className="list-disc space-y-1 pl-5">
            <li>If it knows the shared token, it reconnects automatically.</li>
            <li>Otherwise, enter the shared token on it.</li>
            <li>If that does not help, remove it here, let it connect, and approve it again.</li>
          </ul>
        </Notice>
      );
  }
}
