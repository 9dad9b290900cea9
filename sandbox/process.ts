import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { deferred } from "./deferred.ts";
import { SandboxError } from "./errors.ts";

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface CommandResult {
  /** Exit code; 124 if it was ended for taking too long, 1 if a signal ended it. */
  code: number;
  stdout: string;
  stderr: string;
}

/** A child in a process group of its own. */
export interface ManagedProcess {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** SIGTERM, and SIGKILL for all of the group `graceMs` later; 0: SIGKILL at once. Resolves when it is gone. */
  end: (graceMs: number) => Promise<void>;
}

/** Signals a process group, if it still exists. */
function signalGroup(groupId: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-groupId, signal);
  } catch {
    // ESRCH: nothing left to signal.
  }
}

/** Starts this Node with the given arguments. */
export function startProcess(
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; onOutput: (text: string) => void },
): ManagedProcess {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: options.env,
    // Not in the terminal's process group, so that Ctrl-C reaches only us and we stop the gateway in order.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { pid } = child;
  if (pid === undefined) throw new SandboxError(`${process.execPath} could not be started.`);
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", options.onOutput);
  const exit = deferred<Exit>();
  child.on("exit", (code, signal) => exit.resolve({ code, signal }));
  return {
    pid,
    exited: exit.promise,
    end: async (graceMs) => {
      const running = () => child.exitCode === null && child.signalCode === null;
      if (running() && graceMs > 0) {
        child.kill("SIGTERM");
        const timer = new AbortController();
        await Promise.race([exit.promise, sleep(graceMs, null, { signal: timer.signal }).catch(() => null)]);
        timer.abort();
      }
      // Also after an orderly end: child processes of the gateway may be left.
      signalGroup(pid, "SIGKILL");
      await exit.promise;
    },
  };
}

/** Runs this Node with the given arguments and collects what it prints. Never rejects. */
export async function runToEnd(
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; timeoutMs: number },
): Promise<CommandResult> {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: options.timeoutMs,
    killSignal: "SIGKILL",
  });
  const startedAtMs = Date.now();
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const closed = deferred<number>();
  child.on("error", (error) => {
    stderr += error.message;
    closed.resolve(1);
  });
  child.on("close", (code) => {
    const isTimedOut = code === null && Date.now() - startedAtMs >= options.timeoutMs;
    if (isTimedOut) stderr += `\nEnded, since it took more than ${options.timeoutMs / 1000} s`;
    closed.resolve(code ?? (isTimedOut ? 124 : 1));
  });
  return { code: await closed.promise, stdout, stderr };
}
