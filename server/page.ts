import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import sirv from "sirv";
import { SandboxError } from "../sandbox/errors.ts";
import { cacheControl, PAGE_HEADERS, SECURITY_HEADERS } from "./headers.ts";

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
  /** Every origin that the page may have in a browser, for the gateway's `allowedOrigins`. */
  readonly origins: readonly string[];
  /** Names the gateway to the page, which is answered with 503 until then. */
  setGateway: (url: string) => void;
  /** Stops listening and cuts open connections. */
  close: () => Promise<void>;
}

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "::1"]);
const WILDCARD_HOSTS: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);
const GATEWAY_META = /<meta name="gatehouse-gateway" content="[^"]*"/;

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** The index page with the gateway's address in its `<meta name="gatehouse-gateway">`. */
export function withGateway(html: string, gatewayUrl: string): string {
  return html.replace(
    GATEWAY_META,
    () => `<meta name="gatehouse-gateway" content="${escapeHtml(gatewayUrl)}"`,
  );
}

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

function setAll(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

function answer(response: ServerResponse, status: number, text: string): void {
  setAll(response, PAGE_HEADERS);
  response.statusCode = status;
  response.setHeader("Content-Type", "text/plain; charset=utf-8");
  response.setHeader("Cache-Control", "no-store");
  response.end(`${text}\n`);
}

const PART_OF_A_PAGE = /\.(?:js|css)$/;

/** Answers requests for the page: the index from memory, all other files by sirv. */
function createHandler(directory: string, isAllowedHost: (host: string) => boolean) {
  let index: { plain: Buffer; brotli: Buffer } | null = null;
  const files = sirv(directory, {
    brotli: true,
    etag: true,
    // No "/" → index.html and the like: the index is ours, and nothing else has a short name.
    extensions: [],
    setHeaders: (response, pathname) => {
      if (!PART_OF_A_PAGE.test(pathname)) setAll(response, PAGE_HEADERS);
      response.setHeader("Cache-Control", cacheControl(pathname));
    },
  });

  const sendIndex = (request: IncomingMessage, response: ServerResponse): void => {
    if (index === null) {
      response.setHeader("Retry-After", "2");
      answer(response, 503, "Gatehouse is starting; try again in a moment.");
      return;
    }
    const compressed = /\bbr\b/.test(request.headers["accept-encoding"] ?? "");
    const body = compressed ? index.brotli : index.plain;
    if (compressed) response.setHeader("Content-Encoding", "br");
    setAll(response, PAGE_HEADERS);
    response.setHeader("Vary", "Accept-Encoding");
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Content-Length", body.length);
    response.setHeader("Cache-Control", "no-cache");
    response.end(body);
  };

  return {
    setIndex: (html: string) => {
      const plain = Buffer.from(html, "utf8");
      index = { plain, brotli: brotliCompressSync(plain) };
    },
    handle: (request: IncomingMessage, response: ServerResponse): void => {
      setAll(response, SECURITY_HEADERS);
      const pathname = (request.url ?? "/").split("?", 1)[0];
      if (!isAllowedHost(request.headers.host?.toLowerCase() ?? "")) {
        answer(response, 421, "Gatehouse is not served under this name.");
      } else if (request.method !== "GET" && request.method !== "HEAD") {
        response.setHeader("Allow", "GET, HEAD");
        answer(response, 405, "Only GET and HEAD are answered here.");
      } else if (pathname === "/" || pathname === "/index.html") {
        sendIndex(request, response);
      } else {
        files(request, response, () => answer(response, 404, "Not found."));
      }
    },
  };
}

async function readIndex(directory: string): Promise<string> {
  const html = await readFile(join(directory, "index.html"), "utf8").catch(() => null);
  if (html === null) throw new SandboxError("The built page is missing; run: npm run build");
  if (!GATEWAY_META.test(html)) throw new SandboxError("The built page is damaged; run: npm run build");
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
  // A name that an attacker points at 127.0.0.1 (DNS rebinding) must not make the page part of his origin. On
  // other addresses we cannot know by which names people come.
  const isAllowedHost = (name: string) => !LOOPBACK_HOSTS.has(host) || hosts.includes(name);
  const { handle, setIndex } = createHandler(directory, isAllowedHost);
  const server = createServer(handle);
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
    setGateway: (url) => setIndex(withGateway(html, url)),
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
