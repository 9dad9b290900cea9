import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { gatewayEnv } from "../../sandbox/gateway-config.ts";
import { startGateway } from "../../sandbox/gateway.ts";
import { openclawScript } from "../../sandbox/install.ts";
import { runToEnd } from "../../sandbox/process.ts";
import { GATEWAY_VERSIONS } from "./gateway-versions.ts";
import { pack } from "./pack.ts";
import type { Site } from "./site.ts";

const INSTALL_TIMEOUT_MS = 120_000;
const BASE_PATH = "/openclaw";

/** Loading all that come with a gateway takes the old one up to 40 s; the list must name one that is there. */
const ONLY_PLUGIN = { enabled: true, allow: ["memory-core"], slots: { memory: "none" } };

const written = z.record(z.string(), z.unknown());

/** Packs what is built, and lets the gateway's own command line install that. Gives what it has written and said. */
async function installPlugin(version: string, stateDir: string) {
  const { file } = await pack(stateDir);
  const configPath = join(stateDir, "openclaw.json");
  await mkdir(join(stateDir, "tmp"));
  await writeFile(configPath, JSON.stringify({ gateway: { mode: "local" }, plugins: ONLY_PLUGIN }));
  // What newer versions ask in a terminal: whether a file from elsewhere is meant, and whether it may do what it declares.
  const confirmed = version === GATEWAY_VERSIONS.old ? [] : ["--force", "--accept-capabilities"];
  const { code, stdout, stderr } = await runToEnd(
    [openclawScript(version), "plugins", "install", file, ...confirmed],
    { cwd: stateDir, env: gatewayEnv(version, stateDir), timeoutMs: INSTALL_TIMEOUT_MS },
  );
  const output = `${stdout}${stderr}`;
  if (code !== 0) throw new Error(`The plugin was not installed:\n${output}`);
  return { config: written.parse(JSON.parse(await readFile(configPath, "utf8"))), output };
}

/** A gateway that serves the page itself. */
export interface PluginSite extends Site {
  /** What its command line said when it installed the plugin. */
  readonly installOutput: string;
  /** The same page below the gateway's base path. */
  readonly basePathUrl: string;
}

/** Starts a gateway that has the package installed, and allows no origin by hand. */
export async function startPluginSite(version: string): Promise<PluginSite> {
  const stateDir = await mkdtemp(join(tmpdir(), "gatehouse-plugin-"));
  const remove = () => rm(stateDir, { recursive: true, force: true, maxRetries: 3 });
  try {
    const { config, output } = await installPlugin(version, stateDir);
    const gateway = await startGateway({
      version,
      stateDir,
      allowedOrigins: [],
      config: {
        // All of it: a file without what the command line notes about itself counts as damaged, and is taken back.
        ...config,
        gateway: { controlUi: { basePath: BASE_PATH } },
      },
    });
    return {
      gateway,
      pageUrl: `${gateway.httpUrl}/gatehouse/`,
      basePathUrl: `${gateway.httpUrl}${BASE_PATH}/gatehouse/`,
      origin: gateway.httpUrl,
      installOutput: output,
      stop: async () => {
        await gateway.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
