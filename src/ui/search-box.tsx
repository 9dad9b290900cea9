import { clsx } from "clsx";
import { useEffect, useEffectEvent, useState, type Ref } from "react";

/** A pause in typing after which the search runs. */
const REST_MS = 150;

interface SearchBoxProps {
  /** Its accessible name and placeholder. */
  readonly label: string;
  /** The key that focuses it. */
  readonly shortcut?: string;
  readonly value: string;
  /** Called once the typing pauses. */
  readonly onChange: (value: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
  readonly className?: string;
}

interface Known {
  readonly value: string;
  /** Sent values that have not come back yet. A late one must not overwrite what was typed meanwhile. */
  readonly sent: readonly string[];
}

/**
 * A search field. Typing renders only this field, so that it stays fast above any table, and nothing typed is lost if the
 * value comes back late, as it does from the address.
 */
export function SearchBox({ label, shortcut, value, onChange, ref, className }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState<Known>({ value, sent: [] });
  if (known.value !== value) {
    const echo = known.sent.indexOf(value);
    setKnown({ value, sent: known.sent.slice(echo + 1) });
    // Changed from outside, such as by the back button.
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
