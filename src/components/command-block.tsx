import { use } from "react";
import { CopyButton } from "#ui/copy-button.tsx";
import { RewriteCommand } from "./rewrite-command.ts";

/** A terminal command with a button that copies it. */
export function Command({
  command,
  label,
}: {
  readonly command: string;
  readonly label?: string | undefined;
}) {
  const shown = use(RewriteCommand)(command);
  return (
    <div>
      {label && <p className="mb-1 text-sm text-muted">{label}</p>}
      <div className="flex items-center gap-2 rounded-lg border border-line bg-surface py-1 pr-1 pl-3">
        <code className="min-w-0 flex-1 py-1.5 font-mono text-[0.85rem] [overflow-wrap:anywhere] whitespace-pre-wrap text-ink">
          {shown}
        </code>
        <CopyButton text={shown} label="Copy command" isCompact variant="ghost" size="small" />
      </div>
    </div>
  );
}
