import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { concernedBy } from "#domain/door/token-change.ts";
import type { LiveSession } from "#domain/live-session.ts";
import { shownName } from "#domain/names.ts";

interface ConcernedClientsProps {
  readonly sessions: readonly LiveSession[];
  readonly protocol: number;
}

/** Who needs the new token, and who comes back without it. */
export function ConcernedClients({ sessions, protocol }: ConcernedClientsProps) {
  const paired = useDeviceList().data?.paired ?? [];
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  const online = new Set(sessions.map(({ deviceId }) => deviceId));
  const { cutOff, comeBack, withoutDevice } = concernedBy(paired, sessions, { protocol, thisDeviceId });
  const namesOf = (devices: typeof paired) =>
    // Who is connected now is missed first.
    devices
      .toSorted((a, b) => Number(online.has(b.deviceId)) - Number(online.has(a.deviceId)))
      .map((device) => shownName(device, 30).safe.plain);
  const withoutNames = withoutDevice.map((session) => shownName({ ...session, deviceId: "" }, 30).safe.plain);
  return (
    <>
      <Group
        title="Cut off until they have the new token"
        names={[...withoutNames, ...namesOf(cutOff)]}
        nobody="No paired device."
      >
        {protocol >= 4
          ? "Browsers, whose device tokens were made from the old token; clients without a device; and whatever knows nothing but the old token."
          : "Clients without a device, devices without a token of their own, and whatever knows nothing but the old token."}
      </Group>
      <Group title="Come back by themselves" names={namesOf(comeBack)} nobody="No other paired device.">
        They have device tokens of their own, which stay valid. Command lines on the gateway’s host read the
        new token from its configuration.
      </Group>
    </>
  );
}

const MAX_NAMES = 5;

interface GroupProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly nobody: string;
  readonly children: string;
}

function Group({ title, names, nobody, children }: GroupProps) {
  const more = names.length - MAX_NAMES;
  return (
    <section>
      <h3 className="font-semibold">{title}</h3>
      <p className="[overflow-wrap:anywhere]">
        {names.length === 0 ? nobody : names.slice(0, MAX_NAMES).join(", ")}
        {more > 0 && ` and ${more} more`}
      </p>
      <p className="text-sm text-muted">{children}</p>
    </section>
  );
}
