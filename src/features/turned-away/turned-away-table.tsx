import { ClientRow, type Explain } from "./client-row.tsx";
import { LogProblem } from "./log-problem.tsx";
import { useTurnedAway, type TurnedAwayRow } from "#data/turned-away.ts";
import { useGatewayTimes } from "#data/gateway-clock.ts";
import { LOG_POLL_MS } from "#data/gateway-log.ts";
import { useHello } from "#data/session.ts";
import { Empty } from "#ui/empty.tsx";
import { TableHead } from "#ui/table-head.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

interface TurnedAwayProps {
  readonly onExplain: Explain;
}

/** Everybody whom the gateway refuses, as its log tells; one row a client. */
export function TurnedAway({ onExplain }: TurnedAwayProps) {
  const { out, back, log, error, isReadable, retry } = useTurnedAway(LOG_POLL_MS.closely);
  const times = useGatewayTimes();
  const isConnected = useHello() !== null;
  if (!isConnected) return null;
  return (
    <section aria-labelledby="turned-away-heading" className="mb-6">
      <h2 id="turned-away-heading" className="font-semibold">
        Turned away
      </h2>
      <LogProblem isReadable={isReadable} error={error} onRetry={retry} />
      {log && (
        <>
          <p className="mb-2 text-sm text-muted">
            {log.sinceMs === null
              ? "The gateway’s log is empty."
              : `Sign-ins that the gateway refused since ${times.dateTime(log.sinceMs)}; its log goes back no further here.`}
            {log.unreadable > 0 &&
              ` ${log.unreadable} ${log.unreadable === 1 ? "line" : "lines"} of it could not be read.`}
          </p>
          {out.length === 0 ? (
            <Empty title="Nobody is turned away" />
          ) : (
            <Clients rows={out} onExplain={onExplain} />
          )}
          {back.length > 0 && (
            <p role="status" className="mt-2 text-sm">
              Let in since:{" "}
              {back.map(({ client, name }, index) => (
                <span key={client.key}>
                  {index > 0 && ", "}
                  <HostileText text={name} /> (after {client.count} {client.count === 1 ? "try" : "tries"})
                </span>
              ))}
            </p>
          )}
        </>
      )}
    </section>
  );
}

const COLUMNS = [
  { label: "Client", className: "w-[32%]" },
  { label: "Answer" },
  { label: "Tries", className: "w-40" },
  { label: "Last", className: "w-40" },
  { label: "Explain", isHidden: true, className: "w-32" },
];

function Clients({ rows, onExplain }: TurnedAwayProps & { readonly rows: readonly TurnedAwayRow[] }) {
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-surface">
      <table aria-labelledby="turned-away-heading" className="w-full text-left max-md:block md:table-fixed">
        <TableHead columns={COLUMNS} />
        <tbody className="max-md:block">
          {rows.map((row) => (
            <ClientRow key={row.client.key} row={row} onExplain={onExplain} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
