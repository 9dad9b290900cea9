import { clsx } from "clsx";
import { diffOf, type DiffLine, type DoorPlan } from "#domain/door/change.ts";
import { safeText } from "#lib/safe-text.ts";
import { HostileText } from "#ui/hostile-text.tsx";

const SIGNS = {
  same: { mark: " ", word: "stays: ", look: "" },
  added: { mark: "+", word: "added: ", look: "bg-good-soft text-good-text" },
  removed: { mark: "−", word: "removed: ", look: "bg-danger-soft text-danger-text" },
} as const;

/** What a change writes, line by line. */
export function Diff({ plan }: { readonly plan: DoorPlan }) {
  return (
    <section>
      <h3 className="mb-1 font-semibold">The change</h3>
      <p className="mb-1 font-mono text-[0.85rem] [overflow-wrap:anywhere] text-muted">{plan.path}</p>
      <ul
        aria-label="The change, line by line"
        className="overflow-hidden rounded-lg border border-line font-mono text-[0.85rem]"
      >
        {diffOf(plan).map((line) => (
          <Line key={`${line.sign} ${line.text}`} line={line} />
        ))}
      </ul>
    </section>
  );
}

function Line({ line: { sign, text } }: { readonly line: DiffLine }) {
  const { mark, word, look } = SIGNS[sign];
  return (
    <li className={clsx("flex gap-2 px-3 py-1", look)}>
      <span aria-hidden className="w-3 shrink-0 whitespace-pre">
        {mark}
      </span>
      <span className="sr-only">{word}</span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <HostileText text={safeText(text, 300)} />
      </span>
    </li>
  );
}
