/** Times in English; dates are written so that day and month cannot be confused. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

const DATE_TIME = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/**
 * "just now", "2 min ago", "6 h ago", "41 days ago".
 *
 * @param elapsedMs ms since then. The gateway's clock may be ahead of ours, so a future time is "just now";
 *   what is no number or longer than a century (a time of 0) is "unknown"
 */
export function formatAge(elapsedMs: number): string {
  if (!isSane(elapsedMs)) return "unknown";
  return elapsedMs < MINUTE ? "just now" : `${formatSpan(elapsedMs)} ago`;
}

/** A span of time in its largest unit: "0 min", "12 min", "6 h", "41 days"; "unknown" for no number. */
export function formatSpan(ms: number): string {
  if (!isSane(ms)) return "unknown";
  const span = Math.max(0, ms);
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`;
  if (span < DAY) return `${Math.floor(span / HOUR)} h`;
  if (span < 2 * YEAR) return plural(Math.floor(span / DAY), "day");
  return `${Math.floor(span / YEAR)} years`;
}

/** A span of time in its two largest units: "0 s", "45 s", "1 min 2 s", "3 h 5 min", "2 days 4 h"; "unknown" for no number. */
export function formatDuration(ms: number): string {
  if (!isSane(ms)) return "unknown";
  const span = Math.max(0, ms);
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`;
  if (span < HOUR) return twoUnits(span, MINUTE, "min", SECOND, "s");
  if (span < DAY) return twoUnits(span, HOUR, "h", MINUTE, "min");
  const days = Math.floor(span / DAY);
  const hours = Math.floor((span % DAY) / HOUR);
  return hours > 0 ? `${plural(days, "day")} ${hours} h` : plural(days, "day");
}

/** A short span of time, exactly: "3 ms", "1.2 s", then as `formatDuration`; "unknown" for no number. */
export function formatElapsed(ms: number): string {
  if (!isSane(ms) || ms >= MINUTE) return formatDuration(ms);
  const span = Math.max(0, Math.round(ms));
  return span < SECOND ? `${span} ms` : `${(span / SECOND).toFixed(1)} s`;
}

/** Time left as minutes and seconds: "4:12", "0:00" when it is over; rounded up, so that 0:00 means over. */
export function formatCountdown(ms: number): string {
  if (!isSane(ms)) return "unknown";
  const seconds = Math.max(0, Math.ceil(ms / SECOND));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** A point in time with its date in the reader's time zone: "12 Nov 2026, 14:05"; "unknown" for no or an absurd time. */
export function formatDateTime(epochMs: number): string {
  return isSane(epochMs) && epochMs > 0 ? DATE_TIME.format(epochMs) : "unknown";
}

/** A point in time of today: "14:05"; "unknown" for no or an absurd time. */
export function formatClock(epochMs: number): string {
  return isSane(epochMs) && epochMs > 0 ? CLOCK.format(epochMs) : "unknown";
}

const DATE = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** A day that is given as "2026-11-22": "22 Nov 2026"; "unknown" for what is none. */
export function formatDate(day: string): string {
  const atMs = Date.parse(day);
  return Number.isNaN(atMs) ? "unknown" : DATE.format(atMs);
}

/** The date in the reader's time zone as file names have it: "2026-11-22"; "undated" for no or an absurd time. */
export function formatFileDate(epochMs: number): string {
  // Swedish writes dates as ISO 8601 does.
  return isSane(epochMs) && epochMs > 0 ? new Date(epochMs).toLocaleDateString("sv-SE") : "undated";
}

/** Times further away than a century are invalid. */
function isSane(ms: number): boolean {
  return Number.isFinite(ms) && Math.abs(ms) < 100 * YEAR;
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

function twoUnits(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % large) / small);
  const head = `${Math.floor(ms / large)} ${largeName}`;
  return rest > 0 ? `${head} ${rest} ${smallName}` : head;
}
