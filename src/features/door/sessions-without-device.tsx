import { useGatewayTimes } from "#data/gateway-clock.ts";
import { SESSIONS_POLL_MS, useLiveSessions } from "#data/live-sessions.ts";
import { clientKind } from "#domain/client-kinds.ts";
import type { LiveSession } from "#domain/live-session.ts";
import { shownName } from "#domain/names.ts";
import { describeScope } from "#domain/scopes.ts";
import { safeText } from "#lib/safe-text.ts";
import { TableHead } from "#ui/table-head.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

const COLUMNS = [{ label: "Client" }, { label: "Address" }, { label: "Rights now" }, { label: "Since" }];

/** Who is signed in by the gateway's token alone, without a device that could be seen, rotated or removed. */
export function SessionsWithoutDevice() {
  const sessions = useLiveSessions(SESSIONS_POLL_MS)?.filter(({ deviceId }) => deviceId === undefined);
  if (!sessions || sessions.length === 0) return null;
  return (
    <section aria-labelledby="no-device-heading" className="mb-6">
      <h2 id="no-device-heading" className="font-semibold">
        Sessions without a device
      </h2>
      <p className="mb-2 text-sm text-muted">
        They signed in with the gateway’s token or password alone, so the list of devices has nothing to
        rotate or remove. Only another token for the gateway keeps them out. Gateways show no command lines
        here.
      </p>
      <div className="overflow-hidden rounded-xl border border-line bg-surface">
        <table aria-labelledby="no-device-heading" className="w-full text-left max-md:block">
          <TableHead columns={COLUMNS} />
          <tbody className="max-md:block">
            {sessions.map((session, index) => (
              // Nothing tells two of them apart for certain.
              // oxlint-disable-next-line react/no-array-index-key
              <Session key={index} session={session} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Session({ session }: { readonly session: LiveSession }) {
  const times = useGatewayTimes();
  const { address, roles, scopes, sinceMs } = session;
  return (
    <tr className="border-line align-top not-first:border-t max-md:block max-md:p-4">
      <td className="max-md:block md:px-4 md:py-3">
        <HostileText text={shownName({ ...session, deviceId: "" }).safe} />
        <p className="text-sm text-muted">{clientKind(session).label}</p>
      </td>
      <td className="max-md:block md:px-4 md:py-3">
        {address === undefined ? "not said" : <HostileText text={safeText(address, 45)} />}
      </td>
      <td className="[overflow-wrap:anywhere] max-md:block md:px-4 md:py-3">
        {[
          ...roles.map((role) => safeText(role, 24).plain),
          ...scopes.map((scope) => describeScope(scope).value),
        ].join(", ") || "not said"}
      </td>
      <td className="max-md:block md:px-4 md:py-3">
        {sinceMs === undefined ? "unknown" : times.age(sinceMs)}
      </td>
    </tr>
  );
}
