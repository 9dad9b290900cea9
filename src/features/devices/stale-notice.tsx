import { Link } from "react-router";
import { useConnection } from "#data/connection-context.ts";
import type { ConnectionState } from "#gateway/connection-state.ts";
import { addressPart } from "#lib/address-part.ts";
import { safeText } from "#lib/safe-text.ts";
import { formatAge, formatClock } from "#lib/time.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { useNow } from "#ui/use-now.ts";

/** The list on the screen is not live: since when, why, and what happens next. */
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
          ? "The gateway asks for this browser to be approved again. It comes in by itself once that is done."
          : state.phase === "blocked"
            ? "The gateway does not let this browser back in, and trying again would not change that."
            : state.phase === "idle"
              ? "You have disconnected."
              : "The page keeps trying and comes back by itself. Until then nothing can be decided here."}{" "}
        {isWaitingForApproval && (
          <Link className="font-medium text-accent-text underline" to="/connect">
            See what to approve
          </Link>
        )}{" "}
        {state.phase === "blocked" && code?.startsWith("AUTH_") && (
          <Link className="font-medium text-accent-text underline" to="/connect">
            Sign in again
          </Link>
        )}{" "}
        {failure && (
          <Link
            className="font-medium text-accent-text underline"
            to={`/troubleshoot/${addressPart(code ?? "")}`}
          >
            Troubleshoot
          </Link>
        )}
      </p>
    </Notice>
  );
}
