import { clsx } from "clsx";
import { useNow } from "./use-now.ts";
import { formatCountdown } from "#lib/time.ts";

const URGENT_MS = 60_000;

interface TimeLeftProps {
  readonly endsAtMs: number;
  readonly lifetimeMs: number;
  readonly suffix?: string;
}

/** A countdown with a bar that turns amber in the last minute. */
export function TimeLeft({ endsAtMs, lifetimeMs, suffix = "" }: TimeLeftProps) {
  const leftMs = Math.min(lifetimeMs, Math.max(0, endsAtMs - useNow()));
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
