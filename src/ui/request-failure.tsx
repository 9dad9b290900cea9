import { Command } from "./command.tsx";
import { Notice } from "./notice.tsx";
import { addressPart } from "#lib/address-part.ts";
import { safeText } from "#lib/safe-text.ts";

interface RequestFailureProps {
  readonly explanation: {
    /** The gateway's code, where it gave one. */
    readonly code: string | null;
    readonly title: string;
    readonly cause: string;
    readonly next: string;
    readonly commands?: readonly { readonly label: string; readonly command: string }[];
  };
}

/** Something that was asked for and did not happen: what, why, and what to do next. */
export function RequestFailure({ explanation }: RequestFailureProps) {
  return (
    <Notice tone="danger" role="alert" title={explanation.title}>
      <p>
        {explanation.code !== null && (
          <span className="font-mono text-sm">{safeText(explanation.code, 80).plain} </span>
        )}
        {explanation.cause}
      </p>
      <p>
        {explanation.next}{" "}
        <a
          className="font-medium text-accent-text underline"
          href={`#/troubleshoot/${addressPart(explanation.code ?? "")}`}
        >
          Troubleshoot
        </a>
      </p>
      {explanation.commands?.map((command) => (
        <Command key={command.command} {...command} />
      ))}
    </Notice>
  );
}
