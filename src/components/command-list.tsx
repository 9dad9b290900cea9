import { Command } from "./command-block.tsx";

/** Commands to run one after the other. */
export function Commands({
  title,
  commands,
}: {
  readonly title: string;
  readonly commands: readonly { readonly label: string; readonly command: string }[];
}) {
  return (
    <details className="group">
      <summary className="cursor-pointer font-medium text-accent-text">{title}</summary>
      <div className="mt-2 space-y-2">
        {commands.map((command) => (
          <Command key={command.command} {...command} />
        ))}
      </div>
    </details>
  );
}
