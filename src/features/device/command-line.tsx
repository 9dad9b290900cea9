import { devicesCommand } from "#domain/cli.ts";
import type { PairedDevice } from "#domain/device.ts";
import { Command } from "#ui/command.tsx";

/** The same actions as commands, for the gateway's host. */
export function CommandLine({ device }: { readonly device: PairedDevice }) {
  const { deviceId } = device;
  const roles = device.roles.length > 0 ? device.roles : ["operator"];
  return (
    <section className="rounded-xl border border-line bg-surface p-5">
      <h2 className="mb-3 font-semibold">On the command line</h2>
      <div className="space-y-2">
        {roles.map((role) => (
          <Command
            key={`rotate ${role}`}
            label={`Rotate the ${role} token`}
            command={devicesCommand({ kind: "rotate", deviceId, role })}
          />
        ))}
        {roles.map((role) => (
          <Command
            key={`revoke ${role}`}
            label={`Revoke the ${role} token`}
            command={devicesCommand({ kind: "revoke", deviceId, role })}
          />
        ))}
        <Command label="Remove the device" command={devicesCommand({ kind: "remove", deviceId })} />
      </div>
    </section>
  );
}
