import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createDevice } from "./device.ts";
import { SandboxError } from "./errors.ts";
import { gatewayConfig, gatewayEnv } from "./gateway-config.ts";
import { createGuard } from "./guard.ts";
import { ensureGateway, openclawScript, resolveVersion } from "./install.ts";
import { assertPortFree, freePort } from "./ports.ts";
import { runToEnd, startProcess, type CommandResult, type Exit, type ManagedProcess } from "./process.ts";

export interface GatewayOptions {
  /** "2026.3", "2026.9" or an exact version; installed if need be. */
  version: string;
  /** Default: a free one. */
  port?: number;
  /** Origins from which browsers may connect, such as `http://127.0.0.1:4173`. */
  allowedOrigins: readonly string[];
  /** The shared token. Default: 32 random hex digits. */
  token?: string;
  /** Default: a temporary one, removed by `stop`. One that is given belongs to the caller and is never removed. */
  stateDir?: string;
  /** Merged into the gateway's configuration. */
  config?: Readonly<Record<string, unknown>>;
  /** Gets a line every few seconds while the version is being installed. */
  onProgress?: (line: string) => void;
}

/** A real gateway on loopback that ends with this process. */
export interface RunningGateway {
  readonly version: string;
  readonly port: number;
  /** `ws://127.0.0.1:port` */
  readonly url: string;
  readonly httpUrl: string;
  readonly allowedOrigins: readonly string[];
  /** The shared token; `restart` may change it. */
  readonly token: string;
  /** HOME, state directory and configuration (`openclaw.json`) in one. */
  readonly stateDir: string;
  readonly pid: number;
  /** What the gateway has printed, over all restarts; only the latest megabytes are kept. */
  logs: () => string;
  /** Settles when the process that runs now ends. After a restart it stands for the new process. */
  readonly exited: Promise<Exit>;
  /** Ends it (SIGTERM, after 8 s SIGKILL) and removes the temporary state. */
  stop: () => Promise<void>;
  /** SIGKILL; the state stays, for `restart`. */
  kill: () => Promise<void>;
  /**
   * Ends it if it runs, and starts it again with the same port and state; between the two, `whileStopped` may change
   * that state. Resolves when it is ready.
   */
  restart: (overrides?: { token?: string; whileStopped?: () => Promise<void> }) => Promise<void>;
  /** Runs `openclaw ...args` as the operator on the gateway's host would. */
  cli: (args: readonly string[]) => Promise<CommandResult>;
}

/** An idle machine needs 4 to 10 s; a busy one has needed more than 60 s. */
const READY_TIMEOUT_MS = 120_000;
const READY_POLL_MS = 100;
const STOP_TIMEOUT_MS = 8_000;
/** It needs some 10 s of a processor, and has needed more than 60 s beside three gateways that start. */
const CLI_TIMEOUT_MS = 120_000;

/** The last lines of a log, indented, to print below an error. */
function tail(logs: string): string {
  const lines = logs.trimEnd().split("\n").slice(-12);
  return lines.map((line) => `\n  ${line}`).join("");
}

/** Resolves when a handshake succeeds; HTTP and the challenge work seconds earlier. */
async function waitUntilReady(gateway: RunningGateway, child: ManagedProcess): Promise<void> {
  let exit: Exit | null = null;
  void child.exited.then((value) => (exit = value));
  const deadlineMs = Date.now() + READY_TIMEOUT_MS;
  let message = "no answer";
  while (Date.now() < deadlineMs) {
    if (exit !== null) {
      const { code, signal }: Exit = exit;
      throw new SandboxError(
        `openclaw ${gateway.version} ended while starting (${signal ?? `exit code ${code}`}).${tail(gateway.logs())}`,
      );
    }
    // A local backend client needs no device, so the list of paired devices stays empty.
    const probe = createDevice({
      clientId: "gateway-client",
      mode: "backend",
      role: "operator",
      scopes: ["operator.read"],
      identity: null,
    });
    const outcome = await probe.connect({ url: gateway.url, token: gateway.token });
    await probe.disconnect();
    if (outcome.ok) return;
    message = outcome.message;
    await sleep(READY_POLL_MS);
  }
  throw new SandboxError(
    `openclaw ${gateway.version} was not ready after ${READY_TIMEOUT_MS / 1000} s: ${message}.${tail(gateway.logs())}`,
  );
}

/**
 * Installs (if need be) and starts a gateway, and resolves when it can be used. It ends with this process,
 * however that ends. Rejects with a `SandboxError`.
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const version = resolveVersion(options.version);
  await ensureGateway(version, options.onProgress && { onProgress: options.onProgress });
  const port = options.port ?? (await freePort());
  const ownsStateDir = options.stateDir === undefined;
  const stateDir = options.stateDir ?? (await mkdtemp(join(tmpdir(), "gatehouse-gateway-")));
  const guard = createGuard(ownsStateDir ? stateDir : "");
  const env = gatewayEnv(version, stateDir);
  let token = options.token ?? randomBytes(16).toString("hex");
  let logs = "";
  let child: ManagedProcess | null = null;

  const current = (): ManagedProcess => {
    if (child === null) throw new Error("The gateway has not been started");
    return child;
  };

  const launch = async (): Promise<void> => {
    await assertPortFree(port);
    const config = await gatewayConfig({
      version,
      port,
      token,
      allowedOrigins: options.allowedOrigins,
      stateDir,
      extra: options.config ?? {},
    });
    await mkdir(join(stateDir, "tmp"), { recursive: true });
    await writeFile(join(stateDir, "openclaw.json"), JSON.stringify(config, null, 2), { mode: 0o600 });
    const started = startProcess([openclawScript(version), "gateway", "run", "--port", String(port)], {
      cwd: stateDir,
      env,
      onOutput: (text) => (logs = (logs + text).slice(-4_000_000)),
    });
    child = started;
    guard.watch(started.pid);
    void started.exited.then(() => {
      if (child === started) guard.watch(null);
    });
    await waitUntilReady(gateway, started);
  };

  const gateway: RunningGateway = {
    version,
    port,
    url: `ws://127.0.0.1:${port}`,
    httpUrl: `http://127.0.0.1:${port}`,
    allowedOrigins: options.allowedOrigins,
    get token() {
      return token;
    },
    stateDir,
    get pid() {
      return current().pid;
    },
    logs: () => logs,
    get exited() {
      return current().exited;
    },
    stop: async () => {
      await child?.end(STOP_TIMEOUT_MS);
      guard.release();
      if (ownsStateDir) await rm(stateDir, { recursive: true, force: true, maxRetries: 3 });
    },
    kill: () => current().end(0),
    restart: async (overrides = {}) => {
      await current().end(STOP_TIMEOUT_MS);
      token = overrides.token ?? token;
      await overrides.whileStopped?.();
      await launch();
    },
    cli: (args) =>
      runToEnd([openclawScript(version), ...args], { cwd: stateDir, env, timeoutMs: CLI_TIMEOUT_MS }),
  };

  try {
    await mkdir(stateDir, { recursive: true });
    await launch();
    return gateway;
  } catch (error) {
    await gateway.stop();
    throw error;
  }
}
