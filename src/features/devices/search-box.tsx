import { useEffect, useEffectEvent, useState, type Ref } from "react";

/** Nobody sees a table change between two letters. */
const REST_MS = 150;

interface SearchBoxProps {
  readonly value: string;
  /** Called once the typing rests. */
  readonly onChange: (value: string) => void;
  readonly ref: Ref<HTMLInputElement>;
}

interface Known {
  readonly value: string;
  /** Sent, and not come back yet: a busy page answers late, and an echo must not undo what was typed meanwhile. */
  readonly sent: readonly string[];
}

/** What is searched for. Typing changes nothing but this box, so that it stays smooth above any table. */
export function SearchBox({ value, onChange, ref }: SearchBoxProps) {
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
      aria-label="Search devices"
      aria-keyshortcuts="/"
      placeholder="Search devices  /"
      maxLength={200}
      value={text}
      onChange={(event) => setText(event.target.value)}
      className="min-h-9 min-w-0 flex-1 rounded-lg border border-line-strong bg-surface px-3 placeholder:text-muted sm:w-64 sm:flex-none"
    />
  );
}
