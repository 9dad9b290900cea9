import { useMemo } from "react";
import { DeviceLink } from "#components/links.tsx";
import { useDeviceList } from "#data/device-list.ts";
import { SESSIONS_POLL_MS, useLiveSessions } from "#data/live-sessions.ts";
import { shownName } from "#domain/names.ts";
import { devicesBeyond } from "#domain/rights-differences.ts";
import { differenceTitle } from "#domain/rights-words.ts";
import { Card } from "#ui/card.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

const MAX_SHOWN = 10;

/** Devices that may do more than they were approved for; nothing where there are none. */
export function DevicesBeyond() {
  const paired = useDeviceList().data?.paired;
  const sessions = useLiveSessions(SESSIONS_POLL_MS);
  const beyond = useMemo(() => devicesBeyond(paired ?? [], sessions ?? []), [paired, sessions]);
  if (beyond.length === 0) return null;
  return (
    <Card title="Devices with more than was approved">
      <ul className="divide-y divide-line">
        {beyond.slice(0, MAX_SHOWN).map(({ device, differences }) => (
          <li key={device.deviceId} className="py-2 first:pt-0 last:pb-0">
            <DeviceLink deviceId={device.deviceId}>
              <HostileText text={shownName(device, 60).safe} />
            </DeviceLink>
            {differences.map((difference) => (
              <p
                key={`${difference.kind} ${difference.role}`}
                className="text-sm [overflow-wrap:anywhere] text-muted"
              >
                {differenceTitle(difference)}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {beyond.length > MAX_SHOWN && <p className="text-sm">And {beyond.length - MAX_SHOWN} more.</p>}
    </Card>
  );
}
