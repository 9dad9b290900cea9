import { useId, type ReactNode } from "react";

interface CardProps {
  /** Its heading. A card without one begins with a field that names it. */
  readonly title?: string;
  readonly children: ReactNode;
}

/** A section of a page in a frame. */
export function Card({ title, children }: CardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={title === undefined ? undefined : id}
      className="space-y-3 rounded-xl border border-line bg-surface p-5"
    >
      {title !== undefined && (
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
      )}
      {children}
    </section>
  );
}
