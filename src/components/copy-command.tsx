import { use } from "react";
import { CopyButton } from "#ui/copy-button.tsx";
import { RewriteCommand } from "./rewrite-command.ts";

/** Copies the command that does the same as the dialog. */
export function CopyCommand({ command }: { readonly command: string }) {
  return (
    <CopyButton text={use(RewriteCommand)(command)} label="Copy CLI command" className="max-sm:hidden" />
  );
}
