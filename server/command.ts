#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import {
  checkPageOptions,
  chooseCandidate,
  PAGE_OPTIONS,
  PAGE_USAGE,
  parseOptions,
} from "./page-arguments.ts";
import { startPage } from "./page-server.ts";
import { fail, say, sayOrigins, sayWhere } from "./say.ts";

/** The command `gatehouse` of the package: serves the page, as `npm start` does, without a sandbox. */

/** The same path from `bin/gatehouse.js`, which this file is built into. */
const DIST_DIR = fileURLToPath(new URL("../dist", import.meta.url));

const PARENT_CHECK_MS = 500;

const USAGE = `Usage: gatehouse [options]

Serves the panel and offers it the gateway of this machine, or the one that you name.

${PAGE_USAGE}
  --help                   this text

Ctrl-C ends it, with exit code 0. Errors are one line each, with exit code 1.`;

async function main(): Promise<void> {
  const raw = parseOptions(process.argv.slice(2), PAGE_OPTIONS);
  if (raw.help) {
    say(USAGE);
    return;
  }
  const options = checkPageOptions(raw);
  const { url } = chooseCandidate(options.gateway, process.env);
  const page = await startPage({ directory: DIST_DIR, host: options.host, port: options.port });
  const end = () => void page.close().then(() => process.exit(0), fail);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  if (process.env["npm_lifecycle_event"] !== undefined) {
    // npx sends a SIGTERM only to the shell that has started this process, and the shell does not pass it on.
    const parent = process.ppid;
    setInterval(() => process.ppid === parent || end(), PARENT_CHECK_MS).unref();
  }
  page.setGateway(url);
  // Not tried from here: in a container the gateway has another address than in the browser.
  say(sayWhere(`${page.url}/`), `Gateway    ${url}`, ...sayOrigins(page, url));
}

await main().catch(fail);
