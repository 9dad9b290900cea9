import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { openclawScript } from "./install.ts";

/** What the configuration of a sandbox gateway depends on. */
export interface ConfigInput {
  version: string;
  port: number;
  token: string;
  allowedOrigins: readonly string[];
  stateDir: string;
  /** Merged in last, objects deeply. */
  extra: Readonly<Record<string, unknown>>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `override` over `base`: objects are merged, anything else is replaced. */
export function mergeConfig(
  base: Readonly<Record<string, unknown>>,
  override: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(override)) {
    const before = merged[key];
    merged[key] = isRecord(before) && isRecord(value) ? mergeConfig(before, value) : value;
  }
  return merged;
}

/**
 * The switch for downloads of model lists and prices has moved between versions, and gateways refuse to start
 * with a key that they do not know. The package's own documentation says which one it has.
 */
async function modelsConfig(version: string): Promise<Record<string, unknown>> {
  const docsDir = join(dirname(openclawScript(version)), "docs", "gateway");
  for (const page of ["config-runtime.md", "configuration-reference.md"]) {
    const text = await readFile(join(docsDir, page), "utf8").catch(() => "");
    if (text.includes("models.catalogRefresh.enabled"))
      return { models: { catalogRefresh: { enabled: false } } };
    if (text.includes("models.pricing.enabled")) return { models: { pricing: { enabled: false } } };
  }
  return {};
}

/** Whether a proxied connection needs its proxy to be trusted; see `gatewayConfig`. */
export function needsTrustedProxies(version: string): boolean {
  const [year = 0, month = 0] = version.split(".").map(Number);
  return year > 2026 || (year === 2026 && month > 3);
}

/** The configuration file of a gateway without any outside connections. */
export async function gatewayConfig(input: ConfigInput): Promise<Record<string, unknown>> {
  const base = {
    gateway: {
      mode: "local",
      port: input.port,
      bind: "loopback",
      auth: { mode: "token", token: input.token },
      controlUi: { allowedOrigins: input.allowedOrigins },
      // X-Forwarded-For makes simulated devices remote. 2026.3 believes the header from loopback as it is
      // and, if told to trust the proxy, asks even plain loopback browsers to pair.
      ...(needsTrustedProxies(input.version) && { trustedProxies: ["127.0.0.1", "::1"] }),
    },
    discovery: { mdns: { mode: "off" } },
    update: { checkOnStart: false },
    // No plugin concerns devices, and loading them takes 2026.3 up to 40 s with cold caches.
    plugins: { enabled: false },
    // The default is below /tmp/openclaw and shared by all gateways of the machine.
    logging: { file: join(input.stateDir, "gateway.log") },
    ...(await modelsConfig(input.version)),
  };
  return mergeConfig(base, input.extra);
}

/**
 * The environment of a gateway and of its command line. It inherits only what programs need to run: with a provider's API
 * key in the environment the gateway would call that provider.
 */
export function gatewayEnv(version: string, stateDir: string): NodeJS.ProcessEnv {
  const inherited = ["PATH", "LANG", "LC_ALL", "TZ"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(inherited),
    HOME: stateDir,
    TMPDIR: join(stateDir, "tmp"),
    NO_COLOR: "1",
    OPENCLAW_STATE_DIR: stateDir,
    OPENCLAW_CONFIG_PATH: join(stateDir, "openclaw.json"),
    OPENCLAW_SKIP_CHANNELS: "1",
    OPENCLAW_SKIP_CRON: "1",
    OPENCLAW_SKIP_GMAIL_WATCHER: "1",
    // It would listen on the gateway's port + 2, which may be in use.
    OPENCLAW_SKIP_BROWSER_CONTROL_SERVER: "1",
    OPENCLAW_SKIP_STARTUP_MODEL_PREWARM: "1",
    OPENCLAW_NO_AUTO_UPDATE: "1",
    OPENCLAW_DISABLE_BONJOUR: "1",
    // Otherwise some versions run the gateway in a child process.
    OPENCLAW_NO_RESPAWN: "1",
    // Kept between starts, which saves some seconds each; its default place is below TMPDIR, and so always cold.
    NODE_COMPILE_CACHE: join(dirname(openclawScript(version)), "..", "..", ".compile-cache"),
    // Uses that directory, instead of starting a child process with one below it.
    OPENCLAW_PACKAGED_COMPILE_CACHE_RESPAWNED: "1",
  };
}
