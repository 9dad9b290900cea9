import { useId, useRef, useState } from "react";
import { diagnosticsFacts } from "./diagnostics-input.ts";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { diagnosticsText, type DiagnosticsInput } from "#domain/diagnostics.ts";
import { copyText } from "#lib/clipboard.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Check } from "#ui/check.tsx";
import { useNow } from "#ui/use-now.ts";

interface CopyDiagnosticsProps {
  /** The findings, the most likely first. */
  readonly findings: DiagnosticsInput["findings"];
  /** The kinds of credentials that are stored for this gateway; null if unknown. */
  readonly storedCredentials: DiagnosticsInput["storedCredentials"];
}

/** A text for a support thread, with a preview of exactly what is copied. */
export function CopyDiagnostics(given: CopyDiagnosticsProps) {
  const id = useId();
  const snapshot = useConnectionSnapshot();
  const list = useDeviceList().data;
  const createdAtMs = useNow(60_000);
  const [withAddresses, setWithAddresses] = useState(false);
  /** A text that is selected for copying by hand must not change under the selection. */
  const [held, setHeld] = useState<string | null>(null);
  const [result, setResult] = useState<"copied" | "refused" | null>(null);
  const preview = useRef<HTMLTextAreaElement>(null);
  const current = diagnosticsText({
    ...diagnosticsFacts(snapshot, list),
    ...given,
    createdAtMs,
    withAddresses,
  });
  const shown = held ?? current;

  const copy = async () => {
    setResult(null);
    setHeld(shown);
    const isCopied = await copyText(shown);
    setResult(isCopied ? "copied" : "refused");
    if (isCopied) setHeld(null);
    else preview.current?.select();
  };
  return (
    <Card title="For a support thread">
      <p className="text-muted">
        Versions, connection attempts and findings, without tokens, passwords, keys or device names.
      </p>
      <label htmlFor={id} className="mb-1 block font-medium">
        Diagnostics
      </label>
      <textarea
        ref={preview}
        id={id}
        readOnly
        rows={8}
        wrap="off"
        value={shown}
        onBlur={() => setHeld(null)}
        className="block w-full resize-y rounded-lg border border-line-strong bg-page p-3 font-mono text-[0.8rem]"
      />
      <Check
        isChecked={withAddresses}
        onChange={(isChecked) => {
          setHeld(null);
          setResult(null);
          setWithAddresses(isChecked);
        }}
        hint="Otherwise addresses are shortened."
      >
        Include full addresses
      </Check>
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => void copy()}>Copy diagnostics</Button>
        <p role="status" className="text-sm">
          {result === "copied" && "Copied"}
          {result === "refused" &&
            "The browser refused to copy. The text is selected: copy it with Ctrl+C, or ⌘C on a Mac."}
        </p>
      </div>
    </Card>
  );
}
