import { useDeviceList } from "#data/device-list.ts";
import { useHello } from "#data/session.ts";
import { nodesCommand } from "#domain/cli.ts";
import { needsCommandApproval, RESTART_NODE_COMMAND } from "#domain/node-approval.ts";
import { Command } from "#ui/command.tsx";

/** What has to be done before agents can use a node that was approved just now. */
export function NodeNextSteps({ deviceId }: { readonly deviceId: string }) {
  const device = useDeviceList().data?.paired.find((paired) => paired.deviceId === deviceId);
  const methods = useHello()?.methods;
  return (
    <>
      <p>
        A node that was refused does not try again by itself. Restart it on its own machine: with this command
        where it runs as a service, else by running <code className="font-mono">openclaw node run</code> again
        as before, or by opening its app again.
      </p>
      <Command command={RESTART_NODE_COMMAND} />
      {methods && needsCommandApproval(methods) && (
        <>
          <p>
            Then it asks for a second approval, of its commands. Until that is given, agents cannot use them.
            On the gateway’s host:
          </p>
          <Command
            {...(device?.nodeRequestId === undefined && {
              label: "Lists what waits, with the ids for “openclaw nodes approve”",
            })}
            command={nodesCommand(device?.nodeRequestId)}
          />
        </>
      )}
      {methods && !needsCommandApproval(methods) && <p>Agents can use its commands as soon as it is back.</p>}
    </>
  );
}
