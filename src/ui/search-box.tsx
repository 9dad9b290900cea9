import { clsx } from "clsx";
import { useEffect, useEffectEvent, useState, type Ref } from "react";

/** Nobody sees a table change between two letters. */
const REST_MS = 150;

interface SearchBoxProps {
  /** Its accessible name, which also stands in it while it is empty. */
  readonly label: string;
  /** The key that leads to it, if there is one. */
  readonly shortcut?: string;
  readonly value: string;
  /** Called once the typing rests. */
  readonly onChange: (value: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
  readonly className?: string;
}

interface Known {
  readonly value: string;
  /** Sent, and not come back yet: a busy page answers late, and an echo must not undo what was typed meanwhile. */
  readonly sent: readonly string[];
}

/**
 * What is searched for. Typing changes nothing but this box, so that it stays smooth above any table, and no letter is
 * lost where the value comes back late, as it does from the address.
 */
export function SearchBox({ label, shortcut, value, onChange, ref, className }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState<Known>({ value, sent: [] });
  if (known.value !== value) {
    const echo = known.sent.indexOf(value);
    setKnown({ value, sent: known.sent.slice(echo + 1) });
    // Changed by somebody else, such as the back button.
    if (echo < 0) setText(value);
  }
  const send = useEffectEvent((typed: string) => {
    if (typed === (known.sent.at(-1) ?? value)) return;
    setKnown({ value, sent: [...known.sent, typed] });
    onChange(typed);
  });
  useEffect(() => {
    const timer = setTimeout(() => send(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <input
      ref={ref}
      type="search"
      aria-label={label}
      aria-keyshortcuts={shortcut}
      placeholder={shortcut === undefined ? label : `${label}  ${shortcut}`}
      maxLength={200}
      value={text}
      onChange={(event) => setText(event.target.value)}
      className={clsx(
        "min-h-9 min-w-0 rounded-lg border border-line-strong bg-surface px-3 placeholder:text-muted",
        className,
      )}
    />
  );
}
