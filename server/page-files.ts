import type { IncomingMessage, ServerResponse } from "node:http";
import { brotliCompressSync } from "node:zlib";
import sirv from "sirv";
import { cacheControl, PAGE_HEADERS, SECURITY_HEADERS } from "./headers.ts";

/** Serves the files of the built page, and nothing else. */
export interface PageFiles {
  /** Sets the index page. Until then it is answered with 503. */
  setIndex: (html: string) => void;
  /** @param pathname path of the request below the page's folder */
  handle: (request: IncomingMessage, response: ServerResponse, pathname: string) => void;
}

const GATEWAY_META = /<meta name="gatehouse-gateway" content="[^"]*"/;
const PART_OF_A_PAGE = /\.(?:js|css)$/;

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Whether this is the index page of Gatehouse, with a place for the gateway's address. */
export function isIndex(html: string): boolean {
  return GATEWAY_META.test(html);
}

/** The index page with the gateway's address in its `<meta name="gatehouse-gateway">`. */
export function withGateway(html: string, gatewayUrl: string): string {
  return html.replace(
    GATEWAY_META,
    () => `<meta name="gatehouse-gateway" content="${escapeHtml(gatewayUrl)}"`,
  );
}

function setAll(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

/** Answers with one line of text. */
export function answer(response: ServerResponse, status: number, text: string): void {
  setAll(response, { ...SECURITY_HEADERS, ...PAGE_HEADERS });
  response.statusCode = status;
  response.setHeader("Content-Type", "text/plain; charset=utf-8");
  response.setHeader("Cache-Control", "no-store");
  response.end(`${text}\n`);
}

/** Serves the index from memory, and all other files by sirv. */
export function createPageFiles(directory: string): PageFiles {
  let index: { plain: Buffer; brotli: Buffer } | null = null;
  const files = sirv(directory, {
    brotli: true,
    // sirv makes it of size and time. In a package all files have the same time, so a new version of the same size
    // would be taken for the old one.
    etag: false,
    // Serve files by their full names only; the index is served above.
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
    setIndex: (html) => {
      const plain = Buffer.from(html, "utf8");
      index = { plain, brotli: brotliCompressSync(plain) };
    },
    handle: (request, response, pathname) => {
      setAll(response, SECURITY_HEADERS);
      if (request.method !== "GET" && request.method !== "HEAD") {
        response.setHeader("Allow", "GET, HEAD");
        answer(response, 405, "Only GET and HEAD are answered here.");
      } else if (pathname === "/" || pathname === "/index.html") {
        sendIndex(request, response);
      } else {
        // sirv reads the path from here.
        request.url = pathname;
        files(request, response, () => answer(response, 404, "Not found."));
      }
    },
  };
}
