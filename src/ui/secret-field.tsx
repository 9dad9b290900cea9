import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";
import { copyText } from "#lib/clipboard.ts";
import type { Secret } from "#lib/secret.ts";

const JUST_COPIED_MS = 2_000;

interface SecretFieldProps {
  /** The name of the field: "New token". */
  readonly label: string;
  /** What the button says: "Copy token". */
  readonly copyLabel: string;
  readonly secret: Secret;
  /** The clipboard has it. */
  readonly onCopied: () => void;
}

/**
 * A secret to be read or copied. Nothing keeps it: it is only put into the field by hand, and taken out with the field.
 * Whoever shows it wipes it.
 */
export function SecretField({ label, copyLabel, secret, onCopied }: SecretFieldProps) {
  const field = useRef<HTMLInputElement | null>(null);
  const [isRevealed, setRevealed] = useState(false);
  const [copied, setCopied] = useState<"yes" | "refused" | null>(null);
  const [isJustCopied, setJustCopied] = useState(false);

  const hold = useCallback(
    (input: HTMLInputElement) => {
      field.current = input;
      // Not as an attribute, which would be in the page's HTML, and not as a prop, which React would keep.
      input.value = secret.reveal();
      return () => {
        input.value = "";
        field.current = null;
      };
    },
    [secret],
  );

  useEffect(() => {
    if (!isJustCopied) return;
    const timer = setTimeout(() => setJustCopied(false), JUST_COPIED_MS);
    return () => clearTimeout(timer);
  }, [isJustCopied]);

  const copy = async () => {
    setCopied(null);
    const isCopied = await copyText(secret.reveal());
    setCopied(isCopied ? "yes" : "refused");
    setJustCopied(isCopied);
    if (isCopied) {
      onCopied();
      return;
    }
    setRevealed(true);
    field.current?.focus();
    field.current?.select();
  };

  return (
    <div className="space-y-4">
      <div className="flex flex-wrap gap-2">
        <input
          ref={hold}
          aria-label={label}
          readOnly
          spellCheck={false}
          autoComplete="off"
          className={`min-h-10 min-w-0 flex-1 basis-64 rounded-lg border border-line-strong bg-raised px-3 font-mono text-[0.9rem] ${
            isRevealed ? "" : "[-webkit-text-security:disc]"
          }`}
          onFocus={(event) => event.target.select()}
        />
        <Button onClick={() => setRevealed(!isRevealed)} aria-pressed={isRevealed}>
          {isRevealed ? "Hide" : "Reveal"}
        </Button>
        <Button variant="primary" onClick={() => void copy()}>
          {isJustCopied ? "Copied" : copyLabel}
        </Button>
      </div>
      <div role="status">
        {copied === "yes" && <p className="text-good-text">Copied to the clipboard.</p>}
        {copied === "refused" && (
          <Notice tone="warn" title="The browser refused to copy">
            It is selected: copy it with Ctrl+C, or ⌘C on a Mac.
          </Notice>
        )}
      </div>
    </div>
  );
}
