import { useId, useState, type FormEvent } from "react";
import { parsePastedError, type PastedError } from "#domain/recovery/pasted-error/parse.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Notice } from "#ui/notice.tsx";

interface PasteBoxProps {
  /** null if the text is not a gateway's error. */
  readonly onRead: (pasted: PastedError | null) => void;
  /** The last text was not recognised. */
  readonly isUnknown: boolean;
}

/** Explains an error from elsewhere: a terminal, a log, another browser. The text is neither stored nor sent. */
export function PasteBox({ onRead, isUnknown }: PasteBoxProps) {
  const id = useId();
  const [text, setText] = useState("");
  const diagnose = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") onRead(parsePastedError(text));
  };
  return (
    <Card>
      <form onSubmit={diagnose}>
        <label htmlFor={id} className="font-semibold">
          Paste an error
        </label>
        <p className="mb-2 text-sm text-muted">
          From a terminal, a log or another browser. It does not leave this page.
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
      <div role="status" className="space-y-3 empty:hidden">
        {isUnknown && (
          <Notice tone="neutral" title="Not recognised">
            This page does not know this error. Paste the whole line, with its code if there is one. The
            gateway’s log may say more: <span className="font-mono text-sm">openclaw logs --follow</span>.
          </Notice>
        )}
      </div>
    </Card>
  );
}
