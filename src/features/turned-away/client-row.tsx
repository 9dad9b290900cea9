import type { ReactNode } from "react";
import type { TurnedAwayRow } from "#data/turned-away.ts";
import { TryBars } from "./try-bars.tsx";
import { answerWords, appWords, credentialWords, findingOf, matchWords } from "./words.ts";
import { useGatewayTimes } from "#data/gateway-clock.ts";
import type { Finding } from "#domain/recovery/finding.ts";
import { safeText } from "#lib/safe-text.ts";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

/** Shows why a client is not in, and the way in for the device that it is, as far as that is known. */
export type Explain = (finding: Finding, deviceId: string | undefined) => void;

interface ClientRowProps {
  readonly row: TurnedAwayRow;
  readonly onExplain: Explain;
}

/** One client that was turned away; a card where the page is narrow. */
export function ClientRow({ row, onExplain }: ClientRowProps) {
  const { client, match, name } = row;
  const { last, count, sinceMs, strip } = client;
  const times = useGatewayTimes();
  const credential = credentialWords(last);
  const app = appWords(last);
  return (
    <tr className="border-line align-top not-first:border-t max-md:block max-md:space-y-2 max-md:p-4">
      <Cell>
        <p className="font-semibold">
          <HostileText text={name} />
        </p>
        <p className="text-sm [overflow-wrap:anywhere] text-muted">
          {app !== "" && <>{app} · </>}
          {last.address ?? "address unknown"}
          {last.isForwarded && ", through a proxy"}
          {last.client.origin !== undefined && (
            <>
              {" · page "}
              <HostileText text={safeText(last.client.origin, 100)} />
            </>
          )}
        </p>
        {match && <p className="text-sm [overflow-wrap:anywhere] text-muted">{matchWords(match)}</p>}
      </Cell>
      <Cell>
        <p>{answerWords(last)}</p>
        <p className="text-sm text-muted">
          {last.code !== null && /^[A-Z]/.test(last.code) && <span className="font-mono">{last.code}</span>}
          {credential !== null && ` with ${credential}`}
          {client.answers.size > 1 && `; ${client.answers.size} different answers in all`}
        </p>
        <Standing row={row} />
      </Cell>
      <Cell>
        <p className="mb-1 tabular-nums">
          <span className="font-semibold">{count}</span> {count === 1 ? "try" : "tries"}
        </p>
        <TryBars strip={strip} />
      </Cell>
      <Cell>
        <p title={times.dateTime(last.atMs)}>{times.age(last.atMs)}</p>
        <p className="text-sm text-muted">since {times.dateTime(sinceMs)}</p>
      </Cell>
      <Cell>
        <Button
          className="max-md:w-full"
          aria-label={`Explain ${name.plain}`}
          onClick={() => onExplain(findingOf(client, match, times), match?.deviceId)}
        >
          Explain
        </Button>
      </Cell>
    </tr>
  );
}

function Standing({ row: { standing, storm, client } }: { readonly row: TurnedAwayRow }) {
  const times = useGatewayTimes();
  if (storm?.kind === "locked") {
    return <Badge tone="danger">Locked out until about {times.clock(storm.untilMs)}</Badge>;
  }
  if (storm?.kind === "near") {
    return (
      <p className="text-sm text-warn-text">
        {storm.left === 0 ? "The next try locks" : `${storm.left} more wrong tries lock`} everybody at{" "}
        {client.last.address ?? "its address"} out.
      </p>
    );
  }
  if (standing === "perhaps-in") return <Badge>A device like it has come in since</Badge>;
  return standing === "quiet" ? <Badge>No longer tries</Badge> : null;
}

function Cell({ children }: { readonly children: ReactNode }) {
  return <td className="max-md:block md:px-4 md:py-3">{children}</td>;
}
