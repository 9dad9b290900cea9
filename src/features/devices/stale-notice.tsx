import { FindingLink, PlaceLink } from "#components/links.tsx";
import { useConnection } from "#data/connection-context.ts";
import type { ConnectionState } from "#domain/connection/state.ts";
import { safeText } from "#lib/safe-text.ts";
import { formatAge, formatClock } from "#lib/time.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { useNow } from "#ui/use-now.ts";

/** Says since when and why the list is outdated, and what happens next. */
export function StaleNotice({
  readAtMs,
  state,
}: {
  readonly readAtMs: number;
  readonly state: ConnectionState;
}) {
  const connection = useConnection();
  const now = useNow();
  const failure = state.phase === "waiting" || state.phase === "blocked" ? state.failure : null;
  const isWaitingForApproval = state.phase === "waiting" && state.waitsFor === "approval";
  const code = failure?.code ?? null;
  return (
    <Notice
      tone="warn"
      role={state.phase === "blocked" ? "alert" : "status"}
      title={`Not connected. This list is from ${formatClock(readAtMs)}, ${formatAge(now - readAtMs)}.`}
      actions={
        <Button onClick={() => connection.retry()}>
          {state.phase === "idle" ? "Connect again" : "Retry now"}
        </Button>
      }
    >
      <p>
        {code !== null && <span className="font-mono text-sm">{safeText(code).plain} </span>}
        {isWaitingForApproval
          ? "This browser must be approved again. It reconnects automatically after that."
          : state.phase === "blocked"
            ? "The gateway refuses this browser, and a retry would not help."
            : state.phase === "idle"
              ? "You disconnected."
              : "The page keeps retrying. You can make changes again once it is connected."}{" "}
        {isWaitingForApproval && <PlaceLink to="/connect">See what to approve</PlaceLink>}{" "}
        {state.phase === "blocked" && code?.startsWith("AUTH_") && (
          <PlaceLink to="/connect">Sign in again</PlaceLink>
        )}{" "}
        {failure && <FindingLink code={code} />}
      </p>
    </Notice>
  );
}
