import { fileURLToPath } from "node:url";
import { messageOf, SandboxError } from "../sandbox/errors.ts";
import { needsAllowedOrigin } from "../src/domain/gateway-url.ts";
import { parseArguments, USAGE, UsageError, type ServerOptions } from "./arguments.ts";
import { devicesCommand, startDemo, type Demo } from "./demo.ts";
import { chooseCandidate, probeGateway } from "./find-gateway.ts";
import { startPage, type PageServer } from "./page.ts";

const ROOT_DIR = fileURLToPath(new URL("..", import.meta.url));
const DIST_DIR = fileURLToPath(new URL("../dist", import.meta.url));

/** One Ctrl-C arrives up to three times: from the terminal, from npm and from `scripts/start.mjs`. */
const SAME_SIGNAL_MS = 500;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Errors that are meant for people are one line; of anything else the first line has to do. */
function fail(error: unknown): never {
  const [firstLine = ""] = messageOf(error).split("\n");
  const known = error instanceof SandboxError || error instanceof UsageError;
  process.stderr.write(`${known ? messageOf(error) : `Unexpected error: ${firstLine}`}\n`);
  // Guards end gateways and remove temporary directories as soon as this process is gone.
  process.exit(1);
}

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
  say(`Gatehouse  ${page.url}/`);
  say(`Gateway    ${url}`);
  const origins = page.origins.filter((origin) => needsAllowedOrigin(origin, url));
  if (origins.length > 0)
    say(`           Its gateway.controlUi.allowedOrigins must contain ${origins.join(" or ")}`);
}

function announceDemo(page: PageServer, { gateway }: Demo): void {
  page.setGateway(gateway.url);
  say(`Gatehouse  ${page.url}/#token=${gateway.token}`);
  say(`Gateway    ${gateway.url}, a sandbox with openclaw ${gateway.version} and simulated devices`);
  say(`Its CLI    ${devicesCommand(gateway, ROOT_DIR)}`);
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
      // The second Ctrl-C does not wait for anything; guards clean up behind us.
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

  // First of all: a port that is taken should be known before a gateway is installed.
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
        fail(new SandboxError(`The sandbox gateway ended by itself (${signal ?? `exit code ${code}`}).`));
    });
  }
  say("Ctrl-C ends it.");
}

process.on("uncaughtException", fail);
// Somebody who stops reading what we print (`| head`) is no reason to end.
process.stdout.on("error", () => undefined);
await main().catch(fail);
