import { commandParts } from "#domain/command-approval.ts";
import type { SafeText } from "#lib/safe-text.ts";
import { safeText } from "#lib/safe-text.ts";
import { HostileText } from "#ui/hostile-text.tsx";

/** As much as new gateways let anybody ask for; old ones have no limit. */
const SHOWN_CHARACTERS = 16_384;

/** What is shown of a whole command; `isTruncated` where that is not all of it. */
export function wholeCommand(text: string): SafeText {
  return safeText(text, SHOWN_CHARACTERS);
}

/** A command as it is, whole: its lines, what cannot be seen in it, and gaps that could hide what follows. */
export function CommandText({ text }: { readonly text: string }) {
  return (
    <code
      // A long one scrolls, which must be possible by the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="block rounded-lg border border-line bg-raised px-3 py-2.5 font-mono text-[0.9rem] [white-space:break-spaces]"
    >
      {commandParts(text.slice(0, SHOWN_CHARACTERS * 2)).map((part, index) =>
        part.kind === "text" ? (
          // The parts of one command never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <HostileText key={index} text={wholeCommand(part.text)} hasLines />
        ) : (
          <span
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            className="mx-0.5 rounded bg-warn-soft px-1 text-[0.75em] font-semibold text-warn-text"
          >
            {part.spaces} spaces
          </span>
        ),
      )}
    </code>
  );
}
