import {
  CircleAlert,
  CircleCheck,
  CircleHelp,
  LogIn,
  LogOut,
  MonitorSmartphone,
  Plug,
  ScrollText,
  Unplug,
  type LucideIcon,
} from "lucide-react";
import { clsx } from "clsx";
import type { Ref } from "react";
import { DeviceLink } from "#components/links.tsx";
import type { ListedHistory } from "#data/history.ts";
import type { HistoryEntry } from "#domain/activity.ts";
import { deviceOf } from "#domain/activity-dedup.ts";
import { sentenceParts } from "#domain/activity-sentences.ts";
import { clientKind } from "#domain/client-kinds.ts";
import { shortDeviceId } from "#domain/names.ts";
import { safeText } from "#lib/safe-text.ts";
import { formatClock, formatDateTime } from "#lib/time.ts";
import { HostileText } from "#ui/hostile-text.tsx";
import { TONES, type Tone } from "#ui/tone.ts";

interface EntryLineProps {
  readonly entry: ListedHistory;
  /** Links to the device; not needed on the device's own page. */
  readonly isLinked: boolean;
  /** Shows the date with the time, where no heading shows it. */
  readonly isDated?: boolean;
  readonly ref?: Ref<HTMLLIElement> | undefined;
}

export function EntryLine({ entry, isLinked, isDated = false, ref }: EntryLineProps) {
  const { Icon, tone } = looksOf(entry);
  const deviceId = deviceOf(entry);
  const facts = factsOf(entry);
  return (
    <li
      ref={ref}
      tabIndex={ref ? -1 : undefined}
      className="flex items-start gap-3 border-line px-4 py-3 not-first:border-t"
    >
      <span
        aria-hidden
        className={clsx("mt-0.5 grid size-8 shrink-0 place-items-center rounded-lg", TONES[tone])}
      >
        <Icon size={16} strokeWidth={1.75} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="[overflow-wrap:anywhere]">
          {sentenceParts(entry).map((part, index) =>
            // The parts of a sentence keep their order.
            // oxlint-disable-next-line react/no-array-index-key
            typeof part === "string" ? part : <HostileText key={index} text={part} />,
          )}
        </p>
        <p className="mt-0.5 text-sm [overflow-wrap:anywhere] text-muted">
          <time dateTime={isoTime(entry.atMs)} title={formatDateTime(entry.atMs)} className="tabular-nums">
            {isDated ? formatDateTime(entry.atMs) : formatClock(entry.atMs)}
          </time>
          {deviceId !== undefined && isLinked && (
            <>
              {" · device "}
              <DeviceLink deviceId={deviceId}>
                <span className="font-mono">{shortDeviceId(deviceId)}</span>
              </DeviceLink>
            </>
          )}
          {` · ${sourceOf(entry)}`}
          {facts.map(({ label, text }) => (
            <span key={label}>
              {` · ${label} `}
              <HostileText text={safeText(text, 300)} />
            </span>
          ))}
        </p>
      </div>
    </li>
  );
}

/** Who tells it. */
function sourceOf(entry: ListedHistory): string {
  if (entry.kind === "logged") return "gateway’s log";
  return entry.isLoggedToo ? "this browser and gateway’s log" : "this browser";
}

function isoTime(atMs: number): string | undefined {
  return Math.abs(atMs) <= 8.64e15 ? new Date(atMs).toISOString() : undefined;
}

/** Facts that the sentence does not mention. */
function factsOf(entry: HistoryEntry): readonly { readonly label: string; readonly text: string }[] {
  if (entry.kind === "request-seen") {
    return [
      { label: "client", text: clientKind(entry).label },
      ...(entry.platform === undefined ? [] : [{ label: "platform", text: entry.platform }]),
    ];
  }
  if (!("message" in entry) || entry.message === undefined) return [];
  // Without a code from the gateway, the message may be the browser's own.
  const isGateways =
    entry.kind === "write" || (entry.kind === "connection-blocked" && entry.code !== undefined);
  return [{ label: isGateways ? "the gateway said" : "reason", text: entry.message }];
}

function looksOf(entry: HistoryEntry): { readonly Icon: LucideIcon; readonly tone: Tone } {
  switch (entry.kind) {
    case "commands-asked":
    case "request-seen":
      return { Icon: LogIn, tone: "warn" };
    case "request-ended":
      return { Icon: entry.how === "gone" ? CircleHelp : CircleCheck, tone: "neutral" };
    case "commands-ended":
      return { Icon: CircleHelp, tone: "neutral" };
    case "write":
      if (entry.outcome === "done") return { Icon: CircleCheck, tone: "accent" };
      return entry.outcome === "unknown"
        ? { Icon: CircleHelp, tone: "warn" }
        : { Icon: CircleAlert, tone: "danger" };
    case "device-appeared":
      return { Icon: MonitorSmartphone, tone: "neutral" };
    case "device-vanished":
      return { Icon: LogOut, tone: "neutral" };
    case "logged":
      return { Icon: ScrollText, tone: "neutral" };
    case "connected":
      return { Icon: Plug, tone: "good" };
    case "connection-lost":
      return { Icon: Unplug, tone: "warn" };
    case "connection-blocked":
      return { Icon: CircleAlert, tone: "danger" };
    case "approval-awaited":
      return { Icon: LogIn, tone: "neutral" };
    case "disconnected":
      return { Icon: Unplug, tone: "neutral" };
  }
}
