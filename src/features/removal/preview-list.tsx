import type { NamedItem } from "./bulk-report.tsx";
import { HostileText } from "#ui/hostile-text.tsx";

/** So many names can be drawn without the dialog becoming slow. */
const LONGEST_PREVIEW = 1_000;

/** Exactly what goes. */
export function PreviewList({
  title,
  items,
}: {
  readonly title: string;
  readonly items: readonly NamedItem[];
}) {
  return (
    <section>
      <h3 className="mb-1 font-semibold">{title}</h3>
      {/* Long lists scroll, and must do so by keyboard as well. */}
      <div
        role="region"
        aria-label={title}
        tabIndex={0}
        className="max-h-56 overflow-y-auto rounded-lg border border-line px-3"
      >
        <ul aria-label={title} className="divide-y divide-line">
          {items.slice(0, LONGEST_PREVIEW).map(({ item, name, shortId }) => (
            <li key={item.id} className="flex flex-wrap gap-x-3 py-1.5">
              <span className="min-w-0 flex-1">
                <HostileText text={name} />
              </span>
              <span className="font-mono text-[0.8rem] text-muted">{shortId}</span>
            </li>
          ))}
          {items.length > LONGEST_PREVIEW && (
            <li className="py-1.5 text-muted">and {items.length - LONGEST_PREVIEW} more</li>
          )}
          {items.length === 0 && <li className="py-1.5 text-muted">Nothing</li>}
        </ul>
      </div>
    </section>
  );
}
