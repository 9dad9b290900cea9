/** How a person reaches `openclaw` from their terminal. */
export type CommandWrapper =
  | { readonly kind: "host" }
  /** `name` of the container. */
  | { readonly kind: "docker"; readonly name: string }
  /** `name` of the service in the compose file of the folder that the terminal is in. */
  | { readonly kind: "compose"; readonly name: string };

const LONGEST_NAME = 128;

/**
 * What is wrong with the name of a container or service, or null. A valid name needs no quoting and cannot be read as an
 * option.
 */
export function containerNameProblem(kind: "docker" | "compose", name: string): string | null {
  const what = kind === "docker" ? "container" : "service";
  if (name === "") return `Enter the name of the ${what}.`;
  if (name.length > LONGEST_NAME) return `A name has ${LONGEST_NAME} characters at most.`;
  if (!/^[A-Za-z0-9]/.test(name)) return "A name begins with a letter or a digit.";
  if (!/^[\w.-]+$/.test(name)) return "A name has only letters, digits, dots, dashes and underscores.";
  if (kind === "docker" && name.length < 2) return "The name of a container has two characters at least.";
  return null;
}

/**
 * The command for a gateway in a container. Only `openclaw …` runs in it; everything else (a tunnel, `tailscale`) runs
 * on the host and stays as it is, as it does for an invalid name. `openclaw node …` is for another machine, the node's.
 */
export function wrapCommand(command: string, wrapper: CommandWrapper): string {
  if (wrapper.kind === "host" || !command.startsWith("openclaw ")) return command;
  if (command.startsWith("openclaw node ")) return command;
  const { kind, name } = wrapper;
  if (containerNameProblem(kind, name) !== null) return command;
  // A container has no service manager: its gateway is restarted together with it.
  if (command === "openclaw gateway restart") {
    return kind === "docker" ? `docker restart ${name}` : `docker compose restart ${name}`;
  }
  const isSecret = command.startsWith("openclaw gateway auth-token");
  if (kind === "docker") return `docker exec ${isSecret ? "-it " : ""}${name} ${command}`;
  // `compose exec` asks for a terminal unless it is told otherwise, and fails in scripts and over ssh without one.
  // The shared token, though, is shown on a terminal only.
  return `docker compose exec ${isSecret ? "" : "-T "}${name} ${command}`;
}
