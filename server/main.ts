import { fileURLToPath } from "node:url";
import { SandboxError } from "../sandbox/errors.ts";
import { parseArguments, USAGE, type ServerOptions } from "./arguments.ts";
import { devicesCommand, startDemo, type Demo } from "./demo.ts";
import { probeGateway } from "./find-gateway.ts";
import { chooseCandidate } from "./page-arguments.ts";
import { startPage, type PageServer } from "./page-server.ts";
import { fail, say, sayOrigins, sayWhere } from "./say.ts";

const ROOT_DIR = fileURLToPath(new URL("..", import.meta.url));
const DIST_DIR = fileURLToPath(new URL("../dist", import.meta.url));

/** One Ctrl-C arrives up to three times: from the terminal, from npm and from `scripts/start.mjs`. */
const SAME_SIGNAL_MS = 500;

/** The address of a gateway that answers, or `null` if the sandbox is to be started. */
async function lookForGateway(options: ServerOptions): Promise<string | null> {
  if (options.sandbox === "always") return null;
  const { url, source } = chooseCandidate(options.gateway, process.env);
  const problem = await probeGateway(url);
  if (problem === null) return url;
  const finding = `The gateway at ${url} (${source}) ${problem}`;
  if (options.sandbox === "never")
    throw new SandboxError(`${finding}, and --no-sandbox forbids to start one.`);
  say(`${finding}; starting the sandbox instead.`);
  return null;
}

function announceGateway(page: PageServer, url: string): void {
  page.setGateway(url);
  say(sayWhere(`${page.url}/`), `Gateway    ${url}`, ...sayOrigins(page, url));
}

function announceDemo(page: PageServer, { gateway }: Demo): void {
  page.setGateway(gateway.url);
  say(
    sayWhere(`${page.url}/#token=${gateway.token}`),
    `Gateway    ${gateway.url}, a sandbox with openclaw ${gateway.version} and simulated devices`,
    `Its CLI    ${devicesCommand(gateway, ROOT_DIR)}`,
  );
}

async function main(): Promise<void> {
  const options = parseArguments(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(USAGE);
    return;
  }
  let page: PageServer | null = null;
  let demo: Demo | null = null;
  let endingSinceMs: number | null = null;

  const end = async (): Promise<void> => {
    if (endingSinceMs !== null) {
      // The second Ctrl-C ends at once; guards clean up.
      if (Date.now() - endingSinceMs > SAME_SIGNAL_MS) process.exit(130);
      return;
    }
    endingSinceMs = Date.now();
    await Promise.all([page?.close(), demo?.stop()]);
    process.exit(0);
  };
  const endOrFail = () => void end().catch(fail);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, endOrFail);
  // `scripts/start.mjs`, if it has started us, is gone.
  process.on("disconnect", endOrFail);

  // First, so that a port in use is reported before a gateway is installed.
  page = await startPage({ directory: DIST_DIR, host: options.host, port: options.port });
  const url = await lookForGateway(options);
  if (url !== null) {
    announceGateway(page, url);
  } else {
    demo = await startDemo({
      version: options.sandboxVersion,
      allowedOrigins: page.origins,
      onProgress: say,
    });
    announceDemo(page, demo);
    const { exited } = demo.gateway;
    void exited.then(({ code, signal }) => {
      if (endingSinceMs === null)
        fail(
          new SandboxError(`The sandbox gateway stopped unexpectedly (${signal ?? `exit code ${code}`}).`),
        );
    });
  }
}

process.on("uncaughtException", fail);
// A closed pipe (`| head`) must not end the server.
process.stdout.on("error", () => undefined);
await main().catch(fail);
