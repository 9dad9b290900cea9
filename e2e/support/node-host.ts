import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gatewayEnv } from "../../sandbox/gateway-config.ts";
import type { RunningGateway } from "../../sandbox/gateway.ts";
import { createGuard } from "../../sandbox/guard.ts";
import { openclawScript } from "../../sandbox/install.ts";
import { startProcess, type ManagedProcess } from "../../sandbox/process.ts";
import { startProxy } from "./proxy.ts";

const STOP_TIMEOUT_MS = 5_000;

/** The real `openclaw node run` of the gateway's own version, with a state of its own. */
export interface NodeHost {
  readonly name: string;
  readonly start: () => void;
  /** Ends it, as whoever restarts it on its machine does first. */
  readonly stop: () => Promise<void>;
  /** Ends it for good, and removes its state. */
  readonly remove: () => Promise<void>;
  /** What it has printed. */
  readonly logs: () => string;
}

/** Prepares a node host that seems to be on another machine, so that the gateway asks somebody about it. */
export async function createNodeHost(gateway: RunningGateway, name: string): Promise<NodeHost> {
  const stateDir = await mkdtemp(join(tmpdir(), "gatehouse-node-"));
  await mkdir(join(stateDir, "tmp"));
  // Loading plugins takes 2026.3 up to 40 s when its caches are cold.
  const config = { plugins: { enabled: false }, update: { checkOnStart: false } };
  await writeFile(join(stateDir, "openclaw.json"), JSON.stringify(config));
  const proxy = await startProxy(gateway, { remoteIp: "203.0.113.50" });
  const guard = createGuard(stateDir);
  const { hostname, port } = new URL(proxy.url);
  let child: ManagedProcess | null = null;
  let logs = "";
  const stop = async () => {
    await child?.end(STOP_TIMEOUT_MS);
    guard.watch(null);
  };
  return {
    name,
    start: () => {
      const script = openclawScript(gateway.version);
      child = startProcess(
        [script, "node", "run", "--host", hostname, "--port", port, "--display-name", name],
        {
          cwd: stateDir,
          env: { ...gatewayEnv(gateway.version, stateDir), OPENCLAW_GATEWAY_TOKEN: gateway.token },
          onOutput: (text) => (logs += text),
        },
      );
      guard.watch(child.pid);
    },
    stop,
    remove: async () => {
      await stop();
      proxy.close();
      guard.release();
      await rm(stateDir, { recursive: true, force: true, maxRetries: 3 });
    },
    logs: () => logs,
  };
}
