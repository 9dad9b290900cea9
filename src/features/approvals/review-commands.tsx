import { devicesCommand } from "#domain/cli.ts";
import { Command } from "#components/command-block.tsx";

/** The same decision as commands for the gateway's host. */
export function ReviewCommands({ requestId }: { readonly requestId: string }) {
  return (
    <details className="border-t border-line px-5 py-4 sm:px-6">
      <summary className="cursor-pointer font-semibold">On the command line</summary>
      <div className="mt-3 space-y-3">
        <Command label="Approve" command={devicesCommand({ kind: "approve", requestId })} />
        <Command label="Reject" command={devicesCommand({ kind: "reject", requestId })} />
        <p className="text-sm text-muted">
          The command approves whatever the request asks for when you run it. On older gateways a request can
          change while it waits, so list it first.
        </p>
      </div>
    </details>
  );
}
