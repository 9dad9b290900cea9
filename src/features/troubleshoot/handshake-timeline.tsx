import { clsx } from "clsx";
import { Check, Circle, CircleDashed, X } from "lucide-react";
import { useState } from "react";
import { endingWords, followUpWords, handshakeSteps, type HandshakeStep } from "./handshake-steps.ts";
import type { Attempt, HandshakeFrame } from "#domain/connection/attempt.ts";
import { formatClock, formatElapsed } from "#lib/time.ts";
import { Card } from "#ui/card.tsx";

const SHOWN = 8;

const SIGNS = { done: Check, "under-way": Circle, broken: X, "not-reached": CircleDashed } as const;
/** The meaning of the icon for screen readers. */
const STATES = {
  done: "Done: ",
  "under-way": "Under way: ",
  broken: "Failed here: ",
  "not-reached": "Not reached: ",
} as const;

/** The last attempts to sign in, newest first, each with its steps and what the page did next. */
export function HandshakeTimeline({ attempts }: { readonly attempts: readonly Attempt[] }) {
  const shown = attempts.slice(-SHOWN).toReversed();
  return (
    <Card title="Last attempts">
      {shown.length === 0 && <p className="text-muted">This browser has not tried to sign in yet.</p>}
      <ol aria-label="Last attempts" className="divide-y divide-line">
        {shown.map((attempt, index) => (
          <AttemptItem key={attempt.id} attempt={attempt} isNewest={index === 0} />
        ))}
      </ol>
    </Card>
  );
}

/** One attempt. Only the newest is open, unless a person opens or closes one. */
function AttemptItem({ attempt, isNewest }: { readonly attempt: Attempt; readonly isNewest: boolean }) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isOpen = chosen ?? isNewest;
  const next = followUpWords(attempt);
  return (
    <li className="py-3 first:pt-0 last:pb-0">
      <details open={isOpen}>
        <summary
          className="cursor-pointer [overflow-wrap:anywhere]"
          onClick={(event) => {
            event.preventDefault();
            setChosen(!isOpen);
          }}
        >
          <span className="font-medium">{endingWords(attempt)}</span>{" "}
          <span className="font-mono text-[0.8rem] text-muted">{formatClock(attempt.startedAtMs)}</span>
        </summary>
        <ol aria-label="Steps" className="mt-3">
          {handshakeSteps(attempt).map((step) => (
            <Step key={step.title} {...step} />
          ))}
        </ol>
        {next !== null && (
          <p className="mt-1 text-sm">
            <span className="font-medium">What the page did next:</span> {next}
          </p>
        )}
        {attempt.frames.length > 0 && <Frames attempt={attempt} onRead={() => setChosen(true)} />}
      </details>
    </li>
  );
}

function Step({ title, state, afterMs, note }: HandshakeStep) {
  const Sign = SIGNS[state];
  return (
    <li className="relative flex gap-3 pb-3 not-last:before:absolute not-last:before:top-5 not-last:before:bottom-0 not-last:before:left-[0.55rem] not-last:before:w-px not-last:before:bg-line-strong">
      <span
        aria-hidden
        className={clsx("mt-0.5 grid size-[1.15rem] shrink-0 place-items-center rounded-full", {
          "bg-good-soft text-good-text": state === "done",
          "bg-accent-soft text-accent-text": state === "under-way",
          "bg-danger text-surface": state === "broken",
          "text-muted": state === "not-reached",
        })}
      >
        <Sign size={13} strokeWidth={2.5} />
      </span>
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <p
          className={clsx({
            "font-semibold text-danger-text": state === "broken",
            "text-muted": state === "not-reached",
          })}
        >
          <span className={state === "broken" ? undefined : "sr-only"}>{STATES[state]}</span>
          {title}
        </p>
        {(afterMs !== null || note !== null) && (
          <p className="font-mono text-[0.8rem] text-muted">
            {[afterMs === null ? null : `+${formatElapsed(afterMs)}`, note].filter(Boolean).join(" · ")}
          </p>
        )}
      </div>
    </li>
  );
}

function Frames({ attempt, onRead }: { readonly attempt: Attempt; readonly onRead: () => void }) {
  return (
    <details className="mt-2 text-sm">
      <summary className="cursor-pointer text-muted" onClick={onRead}>
        Frames ({attempt.frames.length}), without secrets
      </summary>
      <ol aria-label="Frames" className="mt-2 space-y-2">
        {attempt.frames.map((frame, index) => (
          // Frames are only added at the end.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="rounded-lg bg-raised px-3 py-2">
            <Frame frame={frame} startedAtMs={attempt.startedAtMs} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Frame({ frame, startedAtMs }: { readonly frame: HandshakeFrame; readonly startedAtMs: number }) {
  return (
    <>
      <p className="font-medium">
        {frame.direction === "sent" ? "Sent" : "Received"}: {frame.kind}{" "}
        <span className="font-mono text-[0.8rem] font-normal text-muted">
          +{formatElapsed(frame.atMs - startedAtMs)}
        </span>
      </p>
      <dl className="font-mono text-[0.8rem] [overflow-wrap:anywhere]">
        {frame.fields.map(({ name, value }) => (
          <div key={name}>
            <dt className="inline text-muted">{name}: </dt>
            <dd className="inline">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
