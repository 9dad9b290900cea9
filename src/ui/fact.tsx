import type { ReactNode } from "react";

interface FactProps {
  readonly name: string;
  /** Spans both columns of the list. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** A name and its value in a description list. */
export function Fact({ name, isWide = false, children }: FactProps) {
  return (
    <div className={isWide ? "sm:col-span-2" : undefined}>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
