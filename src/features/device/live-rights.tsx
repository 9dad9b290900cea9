import { SESSIONS_POLL_MS, useLiveSessions } from "#data/live-sessions.ts";
import { useGatewayTimes } from "#data/gateway-clock.ts";
import type { PairedDevice } from "#domain/device.ts";
import type { LiveSession } from "#domain/live-session.ts";
import { rightsDifferences } from "#domain/rights-differences.ts";
import { differenceAdvice, differenceTitle } from "#domain/rights-words.ts";
import { describeRole, describeScope } from "#domain/scopes.ts";
import { Notice } from "#ui/notice.tsx";

const NONE: readonly LiveSession[] = [];

/** What the device may do right now, and where that or its tokens differ from what was approved. */
export function LiveRights({ device }: { readonly device: PairedDevice }) {
  const sessions = useLiveSessions(SESSIONS_POLL_MS) ?? NONE;
  const own = sessions.filter(({ deviceId }) => deviceId === device.deviceId);
  const differences = rightsDifferences(device, own);
  return (
    <section
      aria-labelledby="live-heading"
      className="space-y-3 rounded-xl border border-line bg-surface p-5"
    >
      <h2 id="live-heading" className="font-semibold">
        Rights right now
      </h2>
      {own.length === 0 ? (
        <p className="text-muted">
          The gateway shows no open session of it. It never shows those of command lines.
        </p>
      ) : (
        own.map((session) => <Session key={session.roles.join(" ")} session={session} />)
      )}
      {differences.map((difference) => (
        <Notice
          key={`${difference.kind} ${difference.role}`}
          tone={difference.kind === "no-token" ? "neutral" : "warn"}
          title={differenceTitle(difference)}
        >
          <p>{differenceAdvice(difference)}</p>
        </Notice>
      ))}
    </section>
  );
}

function Session({ session: { roles, scopes, sinceMs } }: { readonly session: LiveSession }) {
  const times = useGatewayTimes();
  const rights = [
    ...roles.map((role) => describeRole(role).value),
    ...scopes.map((scope) => describeScope(scope).value),
  ];
  return (
    <p className="[overflow-wrap:anywhere]">
      <span className="font-mono text-[0.85rem]">{rights.join(", ") || "The gateway does not say."}</span>
      {sinceMs !== undefined && <span className="text-muted"> · since {times.dateTime(sinceMs)}</span>}
    </p>
  );
}
