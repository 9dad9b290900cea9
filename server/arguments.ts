import { parseArgs } from "node:util";
import { resolveVersion } from "../sandbox/install.ts";
import { messageOf } from "../sandbox/errors.ts";

export interface ServerOptions {
  /** Named with `--gateway`; a ws or wss address. */
  gateway: string | null;
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** `always`: with `--sandbox`; `never`: with `--no-sandbox`; `auto`: if no gateway answers. */
  sandbox: "always" | "never" | "auto";
  sandboxVersion: string;
}

/** What is wrong with the arguments, in one line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const USAGE = `Usage: npm start -- [options]

Serves the panel and connects it to a gateway. Without options: to the gateway of this machine, or,
if none answers, to a sandbox: a real gateway in a temporary directory, with simulated devices.

  --gateway <url>          the gateway's address, ws:// or wss:// (also: OPENCLAW_GATEWAY_URL)
  --port <number>          where to serve the panel (default: 4173; 0: any free port)
  --host <address>         on which address to serve it (default: 127.0.0.1)
  --sandbox                start the sandbox without looking for a gateway
  --no-sandbox             never start the sandbox
  --sandbox-version <v>    its openclaw: 2026.9 (default), 2026.3, or an exact version
  --help                   this text

Ctrl-C ends everything, with exit code 0. Errors are one line each, with exit code 1.
`;

/** A gateway's address as the page can use it. Throws a `UsageError` that names `source`. */
export function parseGatewayUrl(text: string, source: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UsageError(`${source}: "${text}" is not an address; give one like ws://127.0.0.1:18789.`);
  }
  if (url.protocol !== "ws:" && url.protocol !== "wss:")
    throw new UsageError(`${source}: the address must begin with ws:// or wss://, not ${url.protocol}//.`);
  if (url.username !== "" || url.password !== "" || url.hash !== "")
    throw new UsageError(`${source}: the address must not contain a user, a password or a #fragment.`);
  return url.pathname === "/" && url.search === "" ? `${url.protocol}//${url.host}` : url.href;
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new UsageError(`--port: "${text}" is not a port number (0 to 65535).`);
}

function parseHost(text: string): string {
  if (/^[0-9A-Za-z.:-]+$/.test(text)) return text;
  throw new UsageError(`--host: "${text}" is not an address or host name.`);
}

function parseVersion(text: string): string {
  try {
    return resolveVersion(text);
  } catch (error) {
    throw new UsageError(`--sandbox-version: ${messageOf(error)}`, { cause: error });
  }
}

function parseRaw(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        gateway: { type: "string" },
        host: { type: "string", default: "127.0.0.1" },
        port: { type: "string", default: "4173" },
        sandbox: { type: "boolean", default: false },
        "no-sandbox": { type: "boolean", default: false },
        "sandbox-version": { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    // Node appends advice on quoting to some of its messages.
    const [sentence = ""] = messageOf(error).split(/\. |\n/);
    throw new UsageError(`${sentence.replace(/\.$/, "")}. See --help.`, { cause: error });
  }
}

/** Reads the command line (without node and script). `null`: help was asked for. Throws `UsageError`. */
export function parseArguments(args: readonly string[]): ServerOptions | null {
  const raw = parseRaw(args);
  if (raw.help) return null;
  const version = raw["sandbox-version"];
  if (raw.sandbox && raw["no-sandbox"])
    throw new UsageError("--sandbox and --no-sandbox exclude each other.");
  if (raw.sandbox && raw.gateway !== undefined)
    throw new UsageError("--sandbox and --gateway exclude each other.");
  if (raw["no-sandbox"] && version !== undefined)
    throw new UsageError("--no-sandbox and --sandbox-version exclude each other.");
  const named = raw.sandbox ? "always" : "auto";
  return {
    gateway: raw.gateway === undefined ? null : parseGatewayUrl(raw.gateway, "--gateway"),
    host: parseHost(raw.host),
    port: parsePort(raw.port),
    sandbox: raw["no-sandbox"] ? "never" : named,
    sandboxVersion: parseVersion(version ?? "2026.9"),
  };
}
