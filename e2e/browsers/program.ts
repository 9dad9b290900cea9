import { spawn } from "node:child_process";
import { deferred } from "../../sandbox/deferred.ts";

/** A program that runs beside the tests. */
export interface Program {
  /** What it has said when it was ready. */
  readonly said: string;
  /** Resolves when it has ended by itself or by `end`. */
  readonly ended: Promise<void>;
  readonly end: () => Promise<void>;
}

/**
 * Starts a program, and waits until it has said that it is ready.
 * @param ready the part of its output that says so, in its first group; null: it says nothing
 */
export async function startProgram(
  [command = "", ...args]: readonly string[],
  { ready, env = {} }: { readonly ready: RegExp | null; readonly env?: NodeJS.ProcessEnv },
): Promise<Program> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  const ended = deferred<void>();
  const said = deferred<string | null>();
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const [, found] = ready?.exec(output) ?? [];
      if (found !== undefined) said.resolve(found);
    });
  }
  const stop = () => {
    said.resolve(null);
    ended.resolve();
  };
  child.on("error", (error) => {
    output += error.message;
    stop();
  });
  child.on("exit", stop);
  const answer = ready === null ? "" : await said.promise;
  if (answer === null) throw new Error(`${command} ended before it was ready:\n${output}`);
  return {
    said: answer,
    ended: ended.promise,
    end: () => {
      child.kill();
      return ended.promise;
    },
  };
}
