import { clsx } from "clsx";
import { useNow } from "./use-now.ts";
import { formatCountdown, formatSpan } from "#lib/time.ts";

const URGENT_MS = 60_000;

/** What is known about the end of something that waits. */
type Standing =
  | { readonly kind: "waiting"; readonly leftMs: number }
  | { readonly kind: "over" }
  | { readonly kind: "still-asking"; readonly forMs: number };

interface TimeLeftProps {
  readonly standingAt: (nowMs: number) => Standing;
  readonly lifetimeMs: number;
  /** What it waits in is being read, so that it will soon be known what became of it. */
  readonly isLive: boolean;
  /** Behind the countdown. */
  readonly suffix?: string;
}

/** A countdown with a bar that turns amber in the last minute; afterwards, what is known instead. */
export function TimeLeft({ standingAt, lifetimeMs, isLive, suffix = "" }: TimeLeftProps) {
  const standing = standingAt(useNow());
  if (standing.kind === "over") return <Words title="Time is over" detail={isLive ? "checking" : null} />;
  if (standing.kind === "still-asking")
    return <Words title="Still asking" detail={`for ${formatSpan(standing.forMs)}`} />;
  const { leftMs } = standing;
  return (
    <div className="w-20">
      <div className="text-right tabular-nums sm:text-left">
        {formatCountdown(leftMs)}
        {suffix}
      </div>
      <svg
        viewBox="0 0 100 3"
        preserveAspectRatio="none"
        aria-hidden
        className="mt-1 h-1 w-full rounded-full bg-raised"
      >
        <rect
          width={(100 * leftMs) / lifetimeMs}
          height="3"
          className={clsx(leftMs < URGENT_MS ? "fill-warn" : "fill-accent")}
        />
      </svg>
    </div>
  );
}

function Words({ title, detail }: { readonly title: string; readonly detail: string | null }) {
  return (
    <div className="text-right sm:text-left">
      <div className="whitespace-nowrap">{title}</div>
      {detail !== null && <div className="text-sm whitespace-nowrap text-muted">{detail}</div>}
    </div>
  );
}
