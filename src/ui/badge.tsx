import { clsx } from "clsx";
import type { ReactNode } from "react";
import { TONES, type Tone } from "./tone.ts";

/** A short word on a tinted background. */
export function Badge({
  tone = "neutral",
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}) {
  return (
    <span
      className={clsx(
        "inline-block rounded-md px-2 py-0.5 text-[0.8rem] font-medium whitespace-nowrap",
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
