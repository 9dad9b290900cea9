import { Command } from "./command-block.tsx";
import { FindingLink } from "./links.tsx";
import type { Explanation } from "#domain/recovery/advice.ts";
import { safeText } from "#lib/safe-text.ts";
import { Notice } from "#ui/notice.tsx";

interface FailureNoticeProps {
  readonly explanation: Pick<Explanation, "code" | "title" | "cause" | "next" | "commands">;
}

/** What failed, why, and what to do next. */
export function FailureNotice({ explanation }: FailureNoticeProps) {
  const { code, title, cause, next, commands } = explanation;
  return (
    <Notice tone="danger" role="alert" title={title}>
      <p>
        {code !== null && <span className="font-mono text-sm">{safeText(code, 80).plain} </span>}
        {cause}
      </p>
      <p>
        {next} <FindingLink code={code} />
      </p>
      {commands?.map((command) => (
        <Command key={command.command} {...command} />
      ))}
    </Notice>
  );
}
