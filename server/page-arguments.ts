import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { messageOf } from "../sandbox/errors.ts";

/** Where the page is served, and for which gateway. */
export interface PageArguments {
  /** Named with `--gateway`; a ws or wss address. */
  gateway: string | null;
  host: string;
  /** 0 takes a free one. */
  port: number;
}

/** What is wrong with the arguments, in one line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Where gateways listen by default. */
const DEFAULT_GATEWAY_URL = "ws://127.0.0.1:18789";

export const PAGE_OPTIONS = {
  gateway: { type: "string" },
  host: { type: "string", default: "127.0.0.1" },
  port: { type: "string", default: "4173" },
  help: { type: "boolean", short: "h", default: false },
} as const;

export const PAGE_USAGE = `  --gateway <url>          the gateway's address, ws:// or wss:// (also: OPENCLAW_GATEWAY_URL)
  --port <number>          where to serve the panel (default: 4173; 0: any free port)
  --host <address>         on which address to serve it (default: 127.0.0.1)`;

/** Parses a gateway's address. Throws a `UsageError` that names `source`. */
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

/** Splits a command line (without node and script) into its options. Throws `UsageError`. */
export function parseOptions<Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // Node appends advice on quoting to some of its messages.
    const [sentence = ""] = messageOf(error).split(/\. |\n/);
    throw new UsageError(`${sentence.replace(/\.$/, "")}. See --help.`, { cause: error });
  }
}

/** Checks what was given for `PAGE_OPTIONS`. Throws `UsageError`. */
export function checkPageOptions(raw: {
  readonly gateway?: string | undefined;
  readonly host: string;
  readonly port: string;
}): PageArguments {
  return {
    gateway: raw.gateway === undefined ? null : parseGatewayUrl(raw.gateway, "--gateway"),
    host: parseHost(raw.host),
    port: parsePort(raw.port),
  };
}

export interface GatewayCandidate {
  url: string;
  /** Where the address comes from, for messages. */
  source: "--gateway" | "OPENCLAW_GATEWAY_URL" | "default address";
}

/** The address to try: of the flag, else of the environment, else the default. Throws `UsageError`. */
export function chooseCandidate(flag: string | null, env: NodeJS.ProcessEnv): GatewayCandidate {
  if (flag !== null) return { url: flag, source: "--gateway" };
  const fromEnv = env["OPENCLAW_GATEWAY_URL"];
  if (fromEnv !== undefined && fromEnv !== "")
    return { url: parseGatewayUrl(fromEnv, "OPENCLAW_GATEWAY_URL"), source: "OPENCLAW_GATEWAY_URL" };
  return { url: DEFAULT_GATEWAY_URL, source: "default address" };
}
