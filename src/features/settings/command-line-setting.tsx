import { useState } from "react";
import { chooseCommandWrapper, useCommandWrapper } from "#data/command-wrapper.ts";
import { devicesCommand } from "#domain/cli.ts";
import { containerNameProblem, type CommandWrapper } from "#domain/command-wrapper.ts";
import { Command } from "#ui/command.tsx";
import { TextField } from "#ui/text-field.tsx";

const PLACES: readonly { readonly kind: CommandWrapper["kind"]; readonly label: string }[] = [
  { kind: "host", label: "On the gateway’s host" },
  { kind: "docker", label: "In a Docker container" },
  { kind: "compose", label: "In a Docker Compose service" },
];

/** How this person reaches the gateway's command line; every command that the page shows is written for that. */
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
    <section className="rounded-xl border border-line bg-surface p-5">
      <fieldset className="mb-4">
        <legend className="float-left mb-1 font-semibold">Command line</legend>
        <p className="clear-both mb-3 text-muted">Where do you run “openclaw”?</p>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {PLACES.map((place) => (
            <label key={place.kind} className="flex items-center gap-2">
              <input
                type="radio"
                name="command-line"
                className="size-4 accent-accent"
                checked={kind === place.kind}
                onChange={() => choose(place.kind, name)}
              />
              {place.label}
            </label>
          ))}
        </div>
      </fieldset>
      {kind !== "host" && (
        <TextField
          className="mb-4"
          label={kind === "docker" ? "Container name" : "Service name"}
          hint={
            kind === "docker"
              ? "As “docker ps” shows it."
              : "As the compose file calls it, often openclaw-gateway. Run the commands in the folder of that file."
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
            : "Until the name is right, commands look as they did before:"
        }
        command={devicesCommand({ kind: "list" })}
      />
    </section>
  );
}
