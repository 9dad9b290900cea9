import { join, relative } from "node:path";
import { startGateway, type RunningGateway } from "../sandbox/gateway.ts";
import { openclawScript } from "../sandbox/install.ts";
import { keepAsking } from "../sandbox/newcomers.ts";
import { populate } from "../sandbox/population.ts";

/** The sandbox of `npm start`. */
export interface Demo {
  readonly gateway: RunningGateway;
  /** Stops the devices and the gateway, and removes its state. */
  stop: () => Promise<void>;
}

/** Starts a gateway for pages of these origins and fills it with simulated devices. */
export async function startDemo(options: {
  version: string;
  allowedOrigins: readonly string[];
  onProgress: (line: string) => void;
}): Promise<Demo> {
  const gateway = await startGateway(options);
  const ending = new AbortController();
  await populate(gateway, ending.signal);
  const newcomers = keepAsking(gateway, ending.signal);
  return {
    gateway,
    stop: async () => {
      ending.abort();
      await gateway.stop();
      await newcomers;
    },
  };
}

/** What to paste into a terminal in the repository's root to run `openclaw devices list` on this gateway. */
export function devicesCommand(gateway: RunningGateway, rootDir: string): string {
  return [
    `OPENCLAW_STATE_DIR=${gateway.stateDir}`,
    `OPENCLAW_CONFIG_PATH=${join(gateway.stateDir, "openclaw.json")}`,
    relative(rootDir, process.execPath),
    relative(rootDir, openclawScript(gateway.version)),
    "devices list",
  ].join(" ");
}
