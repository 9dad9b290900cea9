import { spawn } from "node:child_process";

/** Sees to it that a child's process group and its directory do not outlive this process. */
export interface Guard {
  /** Names the process group to end with us; `null` while there is none. */
  watch: (groupId: number | null) => void;
  /** Lets the guard go without ending or removing anything. */
  release: () => void;
}

/**
 * The shell reads one process group id per line and keeps the last. Its input ends when this process does, in
 * whatever way: also by SIGKILL, which no handler of ours could answer.
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
    // A session of its own: a Ctrl-C or a SIGKILL for our process group must not hit the guard.
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // A guard that could not start must not take the gateway down with it.
  shell.on("error", () => undefined);
  shell.stdin.on("error", () => undefined);
  shell.unref();
  return {
    watch: (groupId) => shell.stdin.write(`${groupId ?? ""}\n`),
    release: () => shell.kill("SIGKILL"),
  };
}
