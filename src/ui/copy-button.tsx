import { Check, Copy, X } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { copyText } from "#lib/clipboard.ts";

const SHOWN_MS = 2_000;
const SIGNS = { idle: Copy, copied: Check, refused: X } as const;
const WORDS = {
  idle: (label: string) => label,
  copied: () => "Copied",
  refused: () => "Could not copy",
} as const;

interface CopyButtonProps extends Omit<ButtonProps, "onClick" | "children"> {
  readonly text: string;
  readonly label: string;
  /** Shows an icon instead of the label. */
  readonly isCompact?: boolean;
}

/** Copies `text`. It says "Copied" only once the clipboard has it. */
export function CopyButton({ text, label, isCompact = false, ...props }: CopyButtonProps) {
  const [result, setResult] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (result === null) return;
    const timer = setTimeout(() => setResult(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);
  const Sign = SIGNS[result ?? "idle"];
  const copy = async () => setResult((await copyText(text)) ? "copied" : "refused");
  return (
    <>
      <Button
        {...props}
        {...(isCompact && { "aria-label": label, title: label })}
        onClick={() => void copy()}
      >
        {isCompact ? <Sign aria-hidden size={16} /> : WORDS[result ?? "idle"](label)}
      </Button>
      <span role="status" className="sr-only">
        {result === "copied" && "Copied"}
        {result === "refused" && "The browser refused to copy. Select the text and copy it by hand."}
      </span>
    </>
  );
}
