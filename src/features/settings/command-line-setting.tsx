import { useState } from "react";
import { chooseCommandWrapper, useCommandWrapper } from "#data/command-wrapper.ts";
import { devicesCommand } from "#domain/cli.ts";
import { containerNameProblem, type CommandWrapper } from "#domain/command-wrapper.ts";
import { Command } from "#components/command-block.tsx";
import { Card } from "#ui/card.tsx";
import { OneOf } from "#ui/one-of.tsx";
import { TextField } from "#ui/text-field.tsx";

const PLACES: readonly { readonly value: CommandWrapper["kind"]; readonly label: string }[] = [
  { value: "host", label: "On the gateway’s host" },
  { value: "docker", label: "In a Docker container" },
  { value: "compose", label: "In a Docker Compose service" },
];

/** Chooses where commands run. All commands on the page are written for that. */
export function CommandLineSetting() {
  const wrapper = useCommandWrapper();
  const [kind, setKind] = useState(wrapper.kind);
  const [name, setName] = useState(wrapper.kind === "host" ? "" : wrapper.name);
  const [isTouched, setTouched] = useState(false);
  const problem = kind === "host" ? null : containerNameProblem(kind, name);

  const choose = (newKind: CommandWrapper["kind"], newName: string) => {
    setKind(newKind);
    setName(newName);
    if (newKind === "host") chooseCommandWrapper({ kind: "host" });
    else if (containerNameProblem(newKind, newName) === null) {
      chooseCommandWrapper({ kind: newKind, name: newName });
    }
  };
  return (
    <Card title="Command line">
      <OneOf
        title="Where do you run “openclaw”?"
        options={PLACES}
        value={kind}
        onChange={(newKind) => choose(newKind, name)}
      />
      {kind !== "host" && (
        <TextField
          label={kind === "docker" ? "Container name" : "Service name"}
          hint={
            kind === "docker"
              ? "As shown by “docker ps”."
              : "As named in the compose file, often openclaw-gateway. Run the commands in the folder of that file."
          }
          value={name}
          error={isTouched && problem !== null ? problem : undefined}
          onChange={(value) => {
            setTouched(true);
            choose(kind, value.trim());
          }}
          onBlur={() => setTouched(true)}
        />
      )}
      <Command
        label={
          problem === null
            ? "Commands look like this:"
            : "Until the name is valid, commands stay as they were:"
        }
        command={devicesCommand({ kind: "list" })}
      />
    </Card>
  );
}
