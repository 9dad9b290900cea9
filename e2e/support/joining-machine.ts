import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gatewayEnv } from "../../sandbox/gateway-config.ts";
import { openclawScript } from "../../sandbox/install.ts";
import { startProcess } from "../../sandbox/process.ts";

const STOP_TIMEOUT_MS = 5_000;

/** A machine of its own on which somebody has run `openclaw ...args`, which goes on until it is stopped. */
export interface JoiningMachine {
  /** What it has printed. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** Runs the real command line in a directory of its own, which knows nothing of the gateway. */
export async function startMachine(version: string, args: readonly string[]): Promise<JoiningMachine> {
  const directory = await mkdtemp(join(tmpdir(), "gatehouse-machine-"));
  let output = "";
  const process = startProcess([openclawScript(version), ...args], {
    cwd: directory,
    env: gatewayEnv(version, directory),
    onOutput: (text) => (output += text),
  });
  return {
    output: () => output,
    stop: async () => {
      await process.end(STOP_TIMEOUT_MS);
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
