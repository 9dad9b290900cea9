import { spawn } from "node:child_process";

/** Ends a child's process group and removes its directory when this process ends. */
export interface Guard {
  /** Sets the process group to end; `null` while there is none. */
  watch: (groupId: number | null) => void;
  /** Stops the guard without ending or removing anything. */
  release: () => void;
}

/**
 * The shell reads one process group id per line and keeps the last. Its input ends when this process ends, also by
 * SIGKILL, which no handler could catch.
 */
const GUARD_SCRIPT = `
group=
while read -r line; do group=$line; done
if [ -n "$group" ]; then kill -s KILL -- "-$group" 2>/dev/null; fi
rm -rf -- "$1" 2>/dev/null || { sleep 0.2; rm -rf -- "$1"; }
`;

/**
 * Starts a guard over `directory`. When this process is gone the guard kills the watched process group and
 * removes the directory (or keeps it, if `directory` is empty).
 */
export function createGuard(directory: string): Guard {
  const shell = spawn("sh", ["-c", GUARD_SCRIPT, "gatehouse-guard", directory], {
    // In its own session, so that a Ctrl-C or a SIGKILL for our process group does not end it.
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // If the guard cannot start, the gateway still can.
  shell.on("error", () => undefined);
  shell.stdin.on("error", () => undefined);
  shell.unref();
  return {
    watch: (groupId) => shell.stdin.write(`${groupId ?? ""}\n`),
    release: () => shell.kill("SIGKILL"),
  };
}
