import { devicesCommand } from "#domain/cli.ts";
import type { PairedDevice } from "#domain/device.ts";
import { Card } from "#ui/card.tsx";
import { Command } from "#components/command-block.tsx";

/** The actions on this device as commands. */
export function CommandLine({ device }: { readonly device: PairedDevice }) {
  const { deviceId } = device;
  const roles = device.roles.length > 0 ? device.roles : ["operator"];
  return (
    <Card title="On the command line">
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
    </Card>
  );
}
