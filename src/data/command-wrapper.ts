import { useCallback } from "react";
import { preference } from "./preference.ts";
import { usePreference } from "./use-preference.ts";
import { containerNameProblem, wrapCommand, type CommandWrapper } from "#domain/command-wrapper.ts";
import { z } from "#lib/zod.ts";

const HOST: CommandWrapper = { kind: "host" };
const stored = z.object({ kind: z.enum(["docker", "compose"]), name: z.string() });

const chosen = preference("gatehouse.command-wrapper", (text): CommandWrapper => {
  if (text === null) return HOST;
  try {
    const { kind, name } = stored.parse(JSON.parse(text));
    return containerNameProblem(kind, name) === null ? { kind, name } : HOST;
  } catch {
    return HOST;
  }
});

/** Where the gateway's command line runs, as this person said; the host where they said nothing. Never throws. */
export const readCommandWrapper = chosen.read;

/** Keeps where the command line runs. A name that `containerNameProblem` objects to counts as the host. */
export function chooseCommandWrapper(wrapper: CommandWrapper): void {
  chosen.write(wrapper.kind === "host" ? null : JSON.stringify(wrapper));
}

/** Where the gateway's command line runs. */
export function useCommandWrapper(): CommandWrapper {
  return usePreference(chosen);
}

/** Makes a command one that can be typed where this person runs the command line. */
export function useWrapCommand(): (command: string) => string {
  const wrapper = useCommandWrapper();
  return useCallback((command: string) => wrapCommand(command, wrapper), [wrapper]);
}
