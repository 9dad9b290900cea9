import { clsx } from "clsx";
import { Link } from "react-router";
import { troubleOf, type Trouble } from "./trouble.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { addressPart } from "#lib/address-part.ts";
import { formatDuration } from "#lib/time.ts";
import { TONES } from "#ui/tone.ts";
import { useNow } from "#ui/use-now.ts";

/** Most reconnects are over before anybody could read a line about them. */
const QUIET_MS = 1_000;

/**
 * One line above the page while the connection does not stand: what is wrong, what is being done, and the way to the
 * troubleshooter. Nothing while all is well. Belongs where no `StaleNotice` says the same. Not to be loaded on demand:
 * the gateway that does not answer may be the one that serves this page.
 */
export function TroubleBanner() {
  const { state, attempts } = useConnectionSnapshot();
  const trouble = troubleOf(state, attempts);
  return trouble && <Line {...trouble} />;
}

function Line({ code, what, isBlocked, doing, sinceMs }: Trouble) {
  const nowMs = useNow();
  if (!isBlocked && nowMs - sinceMs < QUIET_MS) return null;
  const link = (
    <Link
      className="font-medium underline"
      to={code === null ? "/troubleshoot" : `/troubleshoot/${addressPart(code)}`}
    >
      Troubleshoot
    </Link>
  );
  return (
    <div
      className={clsx(
        "flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2 sm:px-8",
        TONES[isBlocked ? "danger" : "warn"],
      )}
    >
      <p role={isBlocked ? "alert" : "status"} className="min-w-0 font-medium [overflow-wrap:anywhere]">
        {what} {link}
      </p>
      {/* Outside of what is announced: a countdown would be read out every second. */}
      {doing !== null && <p className="tabular-nums">{doingWords(doing, nowMs)}</p>}
    </div>
  );
}

function doingWords(doing: NonNullable<Trouble["doing"]>, nowMs: number): string {
  if (doing === "waiting-for-approval") return "It comes in by itself once that is done.";
  if (doing === "trying") return "Trying again now.";
  // `nowMs` is rounded down, so the wait is over a little before it says 0.
  const leftMs = doing.retryAtMs - nowMs;
  return leftMs < 1_000 ? "Trying again now." : `Trying again in ${formatDuration(leftMs)}.`;
}
