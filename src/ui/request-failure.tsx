import { Command } from "./command.tsx";
import { Notice } from "./notice.tsx";

interface RequestFailureProps {
  readonly explanation: {
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
      <p>{explanation.cause}</p>
      <p>{explanation.next}</p>
      {explanation.commands?.map((command) => (
        <Command key={command.command} {...command} />
      ))}
    </Notice>
  );
}
