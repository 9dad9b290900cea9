import type { ReactNode } from "react";
import type { ChecklistItem, ChecklistState } from "#domain/recovery/checklist.ts";
import { Badge } from "#ui/badge.tsx";
import type { Tone } from "#ui/tone.ts";

const TONES: Readonly<Record<ChecklistState, Tone>> = {
  "To do": "neutral",
  Doing: "warn",
  Done: "good",
  "Not needed": "neutral",
  Failed: "danger",
};

interface ChecklistProps {
  readonly items: readonly ChecklistItem[];
  /** What can be done right at a step; by its number, from 0. */
  readonly renderTools: (index: number) => ReactNode;
}

/** The recovery checklist; its steps tick themselves off from what really happens on the gateway. */
export function Checklist({ items, renderTools }: ChecklistProps) {
  return (
    <section aria-labelledby="checklist-heading" className="rounded-xl border border-line bg-surface p-5">
      <h2 id="checklist-heading" className="mb-3 font-semibold">
        Recovery checklist
      </h2>
      <ol aria-labelledby="checklist-heading" className="space-y-4">
        {items.map(({ title, state, detail }, index) => (
          <li key={title} className="flex gap-3">
            <span
              aria-hidden
              className="grid size-7 shrink-0 place-items-center rounded-full border border-line-strong text-sm tabular-nums"
            >
              {index + 1}
            </span>
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
                {title} <Badge tone={TONES[state]}>{state}</Badge>
              </p>
              <p className="text-sm text-muted">{detail}</p>
              <div className="mt-2 space-y-2 empty:hidden">{renderTools(index)}</div>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
