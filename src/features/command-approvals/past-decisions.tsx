import { useDeviceName } from "./use-device-name.ts";
import { answeredBy, OUTCOMES, shortText } from "./words.ts";
import { useApprovalHistory } from "#data/approval-history.ts";
import { useGatewayTimes } from "#data/gateway-clock.ts";
import type { DecidedApproval } from "#domain/command-approval.ts";
import { safeText } from "#lib/safe-text.ts";
import { GatewayRequestError } from "#gateway/requests.ts";
import { Badge } from "#ui/badge.tsx";
import { TableHead } from "#ui/table-head.tsx";
import { Button } from "#ui/button.tsx";
import { HostileText } from "#ui/hostile-text.tsx";
import { RequestFailure } from "#components/request-failure.tsx";

const COLUMNS = [{ label: "Command" }, { label: "Decision" }, { label: "When" }];

/** What was decided about commands of agents, as the gateway keeps it; nothing where it keeps none. */
export function ApprovalHistory() {
  const { isKept, query } = useApprovalHistory();
  if (!isKept) return null;
  const decided = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-labelledby="command-history" className="mt-8">
      <h2 id="command-history" className="mb-1 font-semibold">
        Command decisions
      </h2>
      <p className="mb-2 text-sm text-muted">
        What agents and plugins asked for, and what was decided. The gateway keeps this for about 30 days.
      </p>
      {query.error instanceof GatewayRequestError && <RequestFailure error={query.error} />}
      {query.data && decided.length === 0 && <p className="text-muted">Nothing was asked yet.</p>}
      {decided.length > 0 && (
        <div className="overflow-x-auto rounded-xl border border-line bg-surface">
          <table aria-labelledby="command-history" className="w-full text-left">
            <TableHead columns={COLUMNS} />
            <tbody className="max-md:block">
              {decided.map((one) => (
                <Decided key={one.id} decided={one} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {query.hasNextPage && (
        <Button
          className="mt-3"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show older decisions
        </Button>
      )}
    </section>
  );
}

function Decided({ decided }: { readonly decided: DecidedApproval }) {
  const times = useGatewayTimes();
  const by = answeredBy(decided, useDeviceName());
  const { outcome, agentId, resolvedAtMs } = decided;
  const isAllowed = outcome === "allow-once" || outcome === "allow-always";
  return (
    <tr className="border-line align-top not-first:border-t max-md:block max-md:px-4 max-md:py-3">
      <td className="max-md:block md:px-4 md:py-2.5">
        <code className="font-mono text-[0.85rem]">
          <HostileText text={shortText(decided, 160)} />
        </code>
        {agentId !== undefined && (
          <p className="text-sm text-muted">
            agent <HostileText text={safeText(agentId, 40)} />
          </p>
        )}
      </td>
      <td className="max-md:block md:px-4 md:py-2.5">
        <Badge tone={isAllowed ? "good" : "neutral"}>{OUTCOMES[outcome]}</Badge>
        {by !== undefined && <p className="text-sm text-muted">by {by}</p>}
      </td>
      <td className="whitespace-nowrap text-muted max-md:block md:px-4 md:py-2.5">
        {times.dateTime(resolvedAtMs)}
      </td>
    </tr>
  );
}
