import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { copyText } from "#lib/clipboard.ts";

const SHOWN_MS = 2_000;

interface CopyButtonProps extends Omit<ButtonProps, "onClick" | "children"> {
  readonly text: string;
  readonly label: string;
}

/** Copies `text`, and says "Copied" only once the clipboard has it. */
export function CopyButton({ text, label, ...props }: CopyButtonProps) {
  const [result, setResult] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (result === null) return;
    const timer = setTimeout(() => setResult(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = async () => setResult((await copyText(text)) ? "copied" : "refused");
  return (
    <>
      <Button {...props} onClick={() => void copy()}>
        {result === "copied" ? "Copied" : result === "refused" ? "Could not copy" : label}
      </Button>
      <span role="status" className="sr-only">
        {result === "copied" && "Copied"}
        {result === "refused" && "The browser refused to copy. Select the text and copy it by hand."}
      </span>
    </>
  );
}
