import { useId, useState, type FormEvent } from "react";
import { readPastedError, type PastedError } from "#domain/recovery/paste.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

interface PasteBoxProps {
  /** Null for what is no error of a gateway. */
  readonly onRead: (pasted: PastedError | null) => void;
  /** The last reading found nothing. */
  readonly isUnknown: boolean;
}

/** Reads an error that was seen elsewhere: in a terminal, a log, another browser. Nothing of it is kept or sent. */
export function PasteBox({ onRead, isUnknown }: PasteBoxProps) {
  const id = useId();
  const [text, setText] = useState("");
  const diagnose = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") onRead(readPastedError(text));
  };
  return (
    <section className="rounded-xl border border-line bg-surface p-5">
      <form onSubmit={diagnose}>
        <label htmlFor={id} className="font-semibold">
          Paste an error
        </label>
        <p className="mb-2 text-sm text-muted">
          From a terminal, a log or another browser. It is read here and goes nowhere.
        </p>
        <textarea
          id={id}
          rows={3}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder="unauthorized: device token mismatch (rotate/reissue device token)"
          className="block w-full rounded-lg border border-line-strong bg-surface px-3 py-2 font-mono text-[0.85rem] placeholder:text-muted"
        />
        <Button type="submit" className="mt-2" disabled={text.trim() === ""}>
          Diagnose
        </Button>
      </form>
      <div role="status" className="mt-4 space-y-3 empty:hidden">
        {isUnknown && (
          <Notice tone="neutral" title="Not recognised">
            This is no error of a gateway that this page knows. Paste the whole line, with its code if there
            is one; the gateway’s log says more:{" "}
            <span className="font-mono text-sm">openclaw logs --follow</span>.
          </Notice>
        )}
      </div>
    </section>
  );
}
