/** What Node, browsers and proxies say when a WebSocket to a gateway cannot be opened. */

import type { FoundReason } from "./phrases.ts";

/** The gateway itself talks to many others, and their failures stand in the same log: so these words must stand nearby. */
const NEARBY =
  "gateway (?:connect|call|disconnected:|target|url|unreachable|is unreachable|not reachable|is not reachable|websocket|rejected|closed)|node host|\\[openclaw\\] (?:reason|failed)|gatewaytransporterror|(?:connect|probe): failed|wss?://|websocket";
const TLS =
  "self-?signed certificate|self signed certificate|unable to verify the first certificate|unable to get (?:local )?issuer certificate|certificate (?:has expired|is not yet valid|verify failed)|does not match certificate's altnames|wrong version number|ssl routines|\\beproto\\b|client network socket disconnected before secure tls|(?:cert_|err_tls_|err_cert_|err_ssl_|sec_error_|mozilla_pkix_)\\w{3,60}|\\w{0,40}self_signed_cert\\w{0,20}|unable_to_(?:verify|get)_\\w{3,40}";
const NETWORK =
  "econnrefused|econnreset|econnaborted|etimedout|ehostunreach|ehostdown|enetunreach|enetdown|enotfound|eai_again|eaddrnotavail|epipe|getaddrinfo|connection (?:refused|reset|timed out)|connect timed out|no route to host|network is unreachable|name or service not known|socket hang up|opening handshake has timed out|err_(?:connection|name|address|network|internet|tunnel|proxy)_\\w{3,40}";

const TLS_FAILED = new RegExp(`(?:${NEARBY}).{0,160}?(?:${TLS})|(?:${TLS}).{0,80}: ?18789`, "i");
const UNREACHABLE = new RegExp(
  `websocket connection to .{5,200} failed|can.t establish a connection to the server at|gateway (?:is )?(?:not reachable|unreachable)|identity-aware proxy rejected|(?:${NEARBY}|: ?18789).{0,160}?(?:${NETWORK})|(?:${NETWORK}).{0,160}: ?18789`,
  "i",
);
/** Something answered the request to open a WebSocket with a status of HTTP. */
const UPGRADE_REFUSED =
  /(?:unexpected (?:server response|response code): ?|rejected websocket upgrade \(http )(\d{3}|unknown)/i;

/**
 * How a browser's console tells of a socket. Whoever pastes such a line here asks about a gateway, unless the address is
 * that of a development server.
 */
const OF_CONSOLE =
  /^(?:\S{1,80}:\d+(?::\d+)? )?(?:websocket connection to ["']|firefox can.t establish a connection to the server at )wss?:(?!\S*(?:[?&]token=|\/_next|\/ws\b|hmr|sockjs|socket\.io))/i;

/** Whether the text is a line of a browser's console about a socket. */
export function isOfConsole(plain: string): boolean {
  return OF_CONSOLE.test(plain);
}

/** Why nothing was reached, as far as a program says so. Browsers say nothing but that it failed. */
export function findNetworkError(plain: string): FoundReason | null {
  const tls = TLS_FAILED.exec(plain);
  if (tls !== null) return { id: "tls-failed", index: tls.index };
  const refused = UPGRADE_REFUSED.exec(plain);
  // Newer gateways answer with 403 what comes through a proxy that they do not know.
  if (refused?.[1] === "403") return { id: "untrusted-proxy", index: refused.index };
  const unreachable = refused ?? UNREACHABLE.exec(plain);
  return unreachable && { id: "never-opened", index: unreachable.index };
}
