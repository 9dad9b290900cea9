import { clsx } from "clsx";
import type { ReactNode } from "react";
import { TONES, type Tone } from "./tone.ts";

interface NoticeProps {
  readonly tone: Tone;
  readonly title: ReactNode;
  /** Screen readers read an `alert` at once and a `status` at the next pause. */
  readonly role?: "alert" | "status";
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** A message: what happened, why, and what to do next. */
export function Notice({ tone, title, role, children, actions }: NoticeProps) {
  return (
    <div role={role} className={clsx("rounded-xl px-4 py-3", TONES[tone])}>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-96">
          <p className="font-semibold">{title}</p>
          {children && <div className="mt-1 space-y-2 text-ink">{children}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
