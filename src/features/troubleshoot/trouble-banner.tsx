import { clsx } from "clsx";
import { FindingLink } from "#components/links.tsx";
import { troubleOf, type Trouble } from "./trouble.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { formatDuration } from "#lib/time.ts";
import { TONES } from "#ui/tone.ts";
import { useNow } from "#ui/use-now.ts";

/** Most reconnects are faster than anybody can read. */
const QUIET_MS = 1_000;

/**
 * A line above the page while there is a connection problem: what is wrong, what the page does about it, and a link to the
 * troubleshooter. Not for pages that show a `StaleNotice`.
 */
export function TroubleBanner() {
  const { state, attempts } = useConnectionSnapshot();
  const trouble = troubleOf(state, attempts);
  return trouble && <Line {...trouble} />;
}

function Line({ code, what, isBlocked, doing, sinceMs }: Trouble) {
  const nowMs = useNow();
  if (!isBlocked && nowMs - sinceMs < QUIET_MS) return null;
  return (
    <div
      className={clsx(
        "flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2 sm:px-8",
        TONES[isBlocked ? "danger" : "warn"],
      )}
    >
      <p role={isBlocked ? "alert" : "status"} className="min-w-0 font-medium [overflow-wrap:anywhere]">
        {what} <FindingLink code={code} />
      </p>
      {/* Outside the live region: a countdown would be read out every second. */}
      {doing !== null && <p className="tabular-nums">{doingWords(doing, nowMs)}</p>}
    </div>
  );
}

function doingWords(doing: NonNullable<Trouble["doing"]>, nowMs: number): string {
  if (doing === "waiting-for-approval") return "It connects automatically after that.";
  if (doing === "trying") return "Retrying now.";
  // `nowMs` is rounded down, so the wait ends slightly before the countdown says 0.
  const leftMs = doing.retryAtMs - nowMs;
  return leftMs < 1_000 ? "Retrying now." : `Retrying in ${formatDuration(leftMs)}.`;
}
