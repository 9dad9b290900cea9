import type { ReactNode } from "react";
import { Badge } from "./badge.tsx";
import type { Tone } from "./tone.ts";

const TONES = {
  "To do": "neutral",
  Doing: "warn",
  Done: "good",
  "Not needed": "neutral",
  Failed: "danger",
} as const satisfies Record<string, Tone>;

/** One step of something that is done in order. */
interface Step {
  readonly title: string;
  readonly state: keyof typeof TONES;
  readonly detail: string;
}

interface StepListProps {
  readonly steps: readonly Step[];
  /** Its accessible name. */
  readonly label: string;
  /** What can be done right at a step; by its number, from 0. */
  readonly renderTools: (index: number) => ReactNode;
}

/** Numbered steps, each with how it stands. */
export function StepList({ steps, label, renderTools }: StepListProps) {
  return (
    <ol aria-label={label} className="space-y-4">
      {steps.map(({ title, state, detail }, index) => (
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
  );
}
