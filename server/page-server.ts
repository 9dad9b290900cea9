import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { SandboxError } from "../sandbox/errors.ts";
import { answer, createPageFiles, isIndex, withGateway } from "./page-files.ts";

export interface PageOptions {
  /** The built page. */
  directory: string;
  host: string;
  /** 0 takes a free one. */
  port: number;
}

/** The page being served. */
export interface PageServer {
  readonly port: number;
  /** For people: `http://127.0.0.1:4173`. */
  readonly url: string;
  /** The origins that the page can have in a browser, for the gateway's `allowedOrigins`. */
  readonly origins: readonly string[];
  /** Puts the gateway's address into the page. Until then every request is answered with 503. */
  setGateway: (url: string) => void;
  /** Stops listening and cuts open connections. */
  close: () => Promise<void>;
}

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "::1"]);
const WILDCARD_HOSTS: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);

/** `host:port` as browsers write it: IPv6 in brackets, and no port 80. */
function authority(host: string, port: number): string {
  const name = host.includes(":") ? `[${host}]` : host.toLowerCase();
  return port === 80 ? name : `${name}:${port}`;
}

/** Host headers under which the page is served, as `host:port`. */
export function servedHosts(host: string, port: number): readonly string[] {
  const extra = LOOPBACK_HOSTS.has(host) || WILDCARD_HOSTS.has(host) ? [] : [host];
  return ["127.0.0.1", "localhost", ...(host === "::1" || host === "::" ? ["::1"] : []), ...extra].map(
    (name) => authority(name, port),
  );
}

async function readIndex(directory: string): Promise<string> {
  const html = await readFile(join(directory, "index.html"), "utf8").catch(() => null);
  if (html === null) throw new SandboxError("The built page is missing; run: npm run build");
  if (!isIndex(html)) throw new SandboxError("The built page is damaged; run: npm run build");
  return html;
}

function explainListenError(error: unknown, { host, port }: PageOptions): SandboxError {
  const code = error instanceof Error && "code" in error ? error.code : null;
  const where = authority(host, port);
  if (code === "EADDRINUSE")
    return new SandboxError(`Port ${port} is taken; choose another one with --port.`, { cause: error });
  if (code === "EACCES")
    return new SandboxError(`${where} may not be used by this account.`, { cause: error });
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return new SandboxError(`${host} is no address of this machine; choose another one with --host.`, {
      cause: error,
    });
  return new SandboxError(`${where} cannot be listened on (${String(code)}).`, { cause: error });
}

/** Serves the built page. Rejects with a `SandboxError` if it is not built or cannot be served there. */
export async function startPage(options: PageOptions): Promise<PageServer> {
  const { directory, host } = options;
  const html = await readIndex(directory);
  let hosts: readonly string[] = [];
  // Against DNS rebinding: a name that an attacker points at 127.0.0.1 must not be an origin of the page. On other
  // addresses the names that people use are unknown.
  const isAllowedHost = (name: string) => !LOOPBACK_HOSTS.has(host) || hosts.includes(name);
  const files = createPageFiles(directory);
  const server = createServer((request, response) => {
    if (!isAllowedHost(request.headers.host?.toLowerCase() ?? "")) {
      answer(response, 421, "Gatehouse is not served under this name.");
    } else {
      files.handle(request, response, (request.url ?? "/").split("?", 1)[0] ?? "/");
    }
  });
  try {
    server.listen({ host, port: options.port, exclusive: true });
    await once(server, "listening");
  } catch (error) {
    throw explainListenError(error, options);
  }
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  hosts = servedHosts(host, port);
  const shownHost = WILDCARD_HOSTS.has(host) ? "127.0.0.1" : host;
  return {
    port,
    url: `http://${authority(shownHost, port)}`,
    origins: hosts.map((name) => `http://${name}`),
    setGateway: (url) => files.setIndex(withGateway(html, url)),
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
