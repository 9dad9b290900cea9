import { devicesCommand } from "#domain/cli.ts";
import { Command } from "#ui/command.tsx";

/** The same decision on the gateway's host. */
export function ReviewCommands({ requestId }: { readonly requestId: string }) {
  return (
    <details className="border-t border-line px-5 py-4 sm:px-6">
      <summary className="cursor-pointer font-semibold">On the command line</summary>
      <div className="mt-3 space-y-3">
        <Command label="Approve" command={devicesCommand({ kind: "approve", requestId })} />
        <Command label="Reject" command={devicesCommand({ kind: "reject", requestId })} />
        <p className="text-sm text-muted">
          The command approves whatever the request asks for when it is run. On older gateways a request can
          grow while it waits: list it first.
        </p>
      </div>
    </details>
  );
}
