import { clsx } from "clsx";
import type { PairingRequest } from "#domain/device.ts";
import { REQUEST_LIFETIME_MS, requestLifetime, type ListTime } from "#domain/request-lifetime.ts";
import { formatCountdown, formatSpan } from "#lib/time.ts";
import { useNow } from "#ui/use-now.ts";

const URGENT_MS = 60_000;

interface TimeLeftProps extends ListTime {
  readonly request: PairingRequest;
  /** Connected, so the list is fetched again when the time is over. */
  readonly isLive: boolean;
  /** Text after the countdown. */
  readonly suffix?: string;
}

/** How long a request can still be decided: a countdown with a bar that turns amber in the last minute. */
export function TimeLeft({ request, isLive, suffix = "", ...times }: TimeLeftProps) {
  const standing = requestLifetime(request, times, useNow());
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
          width={(100 * leftMs) / REQUEST_LIFETIME_MS}
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
