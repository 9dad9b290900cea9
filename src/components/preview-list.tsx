import type { NamedItem } from "./named-items.ts";
import { NameAndId } from "./name-and-id.tsx";

/** More names would make the dialog slow. */
const LONGEST_PREVIEW = 1_000;

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
      {/* Focusable, so that a long list can be scrolled by keyboard. */}
      <div
        role="region"
        aria-label={title}
        tabIndex={0}
        className="max-h-56 overflow-y-auto rounded-lg border border-line px-3"
      >
        <ul aria-label={title} className="divide-y divide-line">
          {items.slice(0, LONGEST_PREVIEW).map(({ item, device, detail }) => (
            <li key={item.id} className="py-1.5">
              <NameAndId device={device} />
              {detail !== undefined && <span className="text-muted"> {detail}</span>}
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
