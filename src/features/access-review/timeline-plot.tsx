import { useMemo } from "react";
import "./access-review.css";
import type { GatewayTimes } from "#data/gateway-clock.ts";
import { binEvents, TIMELINE_KINDS, TIMELINE_LABELS, type TimelineEvent } from "#domain/review/timeline.ts";

const HEIGHT = 100;
const BINS = 120;

interface TimelinePlotProps {
  readonly events: readonly TimelineEvent[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly times: GatewayTimes;
}

/**
 * A lane for each kind of event, and a bar for each span of time: the higher, the more. It is a picture only: the table
 * below it has every event.
 */
export function TimelinePlot({ events, fromMs, toMs, times }: TimelinePlotProps) {
  const lanes = useMemo(() => binEvents(events, { fromMs, toMs, binCount: BINS }), [events, fromMs, toMs]);
  const binMs = (toMs - fromMs) / BINS;
  return (
    <div className="space-y-3">
      {TIMELINE_KINDS.map((kind) => {
        const counts = lanes.get(kind) ?? [];
        const most = Math.max(1, ...counts);
        const total = counts.reduce((sum, count) => sum + count, 0);
        return (
          <div key={kind} className="timeline-lane">
            <p className="text-sm leading-snug">
              {TIMELINE_LABELS[kind]}
              <span className="block text-muted tabular-nums">
                {total}
                {most > 1 && ` · up to ${most} at once`}
              </span>
            </p>
            <svg aria-hidden viewBox={`0 0 ${BINS} ${HEIGHT}`} preserveAspectRatio="none">
              {counts.map((count, bin) =>
                count === 0 ? null : (
                  <rect
                    // Bins never change places.
                    // oxlint-disable-next-line react/no-array-index-key
                    key={bin}
                    x={bin}
                    y={HEIGHT - barHeight(count, most)}
                    width={0.85}
                    height={barHeight(count, most)}
                    className={`timeline-${kind}`}
                  >
                    <title>{`${count} from ${times.dateTime(fromMs + bin * binMs)} on`}</title>
                  </rect>
                ),
              )}
            </svg>
          </div>
        );
      })}
      <div className="timeline-lane">
        <span />
        <p className="flex justify-between text-sm text-muted">
          {[0, 0.5, 1].map((part) => (
            <span key={part}>
              {tickLabel(times.dateTime(fromMs + part * (toMs - fromMs)), toMs - fromMs)}
            </span>
          ))}
        </p>
      </div>
    </div>
  );
}

const SHORT_MS = 3 * 86_400_000;

/** "12 Nov 2026" for long spans, "12 Nov, 14:05" for short ones. */
function tickLabel(dateTime: string, spanMs: number): string {
  const [day = "", clock = ""] = dateTime.split(", ");
  return spanMs > SHORT_MS ? day : `${day.replace(/ \d{4}$/, "")}, ${clock}`;
}

/** By the square root, so that one is seen beside a hundred; every one is seen at all. */
function barHeight(count: number, most: number): number {
  return Math.max(10, Math.sqrt(count / most) * HEIGHT);
}
