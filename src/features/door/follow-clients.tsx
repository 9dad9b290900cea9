import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList, useListWatch } from "#data/device-list.ts";
import { LOG_POLL_MS } from "#data/gateway-log.ts";
import { SESSIONS_POLL_MS, useLiveSessions } from "#data/live-sessions.ts";
import { useTurnedAway } from "#data/turned-away.ts";
import { PlaceLink } from "#components/links.tsx";
import { followersOf, type Follower } from "#domain/door/token-change.ts";
import { shownName } from "#domain/names.ts";
import { safeText } from "#lib/safe-text.ts";
import { Badge } from "#ui/badge.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

interface FollowClientsProps {
  /** When the token was changed: ms since the epoch, by the gateway's clock. */
  readonly changedAtMs: number;
  /** The devices that were connected then. */
  readonly deviceIds: ReadonlySet<string>;
}

const STANDINGS = {
  back: { tone: "good", word: "Back" },
  refused: { tone: "danger", word: "Refused" },
  "perhaps-refused": { tone: "warn", word: "Probably refused" },
  away: { tone: "neutral", word: "Not yet" },
} as const;

/** Who of those that were connected has come back since the token was changed, and whom the gateway refuses. */
export function FollowClients({ changedAtMs, deviceIds }: FollowClientsProps) {
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  const paired = useDeviceList().data?.paired ?? [];
  const sessions = useLiveSessions(SESSIONS_POLL_MS);
  const { out, isReadable } = useTurnedAway(LOG_POLL_MS.closely);
  useListWatch(true);
  const connectedAtMs = new Map(
    sessions?.flatMap(({ deviceId, sinceMs }) =>
      deviceId === undefined || sinceMs === undefined ? [] : [[deviceId, sinceMs] as const],
    ),
  );
  const others = new Set([...deviceIds].filter((id) => id !== thisDeviceId));
  const followers = followersOf(others, paired, { changedAtMs, connectedAtMs, refused: out });
  const shown = new Set(followers.map(({ device }) => device.deviceId));
  const strangers = out.filter(
    ({ client, match }) => client.last.atMs > changedAtMs && !(match && shown.has(match.deviceId)),
  );
  return (
    <section aria-labelledby="follow-heading">
      <h3 id="follow-heading" className="font-semibold">
        Who has come back
      </h3>
      {followers.length === 0 && strangers.length === 0 ? (
        <p className="text-muted">Nobody else was connected, and nobody has been refused since.</p>
      ) : (
        <ul aria-labelledby="follow-heading" className="mt-1 divide-y divide-line">
          {followers.map((follower) => (
            <FollowerEntry key={follower.device.deviceId} follower={follower} />
          ))}
          {strangers.map(({ client, name }) => (
            <li key={client.key} className="flex flex-wrap items-center gap-2 py-1.5">
              <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                <HostileText text={name} />{" "}
                <span className="font-mono text-[0.8rem] text-muted">
                  {safeText(client.last.code ?? client.last.reason, 60).plain}
                </span>
              </span>
              <Badge tone="danger">Refused</Badge>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-1 text-sm">
        {isReadable
          ? "Whoever tries the old token shows up here within seconds. "
          : "This browser may not read the gateway’s log, which names those that are refused. "}
        <PlaceLink to="/troubleshoot">Turned away</PlaceLink> says what mends each of them.
      </p>
    </section>
  );
}

function FollowerEntry({ follower: { device, standing } }: { readonly follower: Follower }) {
  const { tone, word } = STANDINGS[standing];
  return (
    <li className="flex flex-wrap items-center gap-2 py-1.5">
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <HostileText text={shownName(device, 60).safe} />
      </span>
      <Badge tone={tone}>{word}</Badge>
    </li>
  );
}
