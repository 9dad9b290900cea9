/** Addresses of gateways: how they are read, what this page can reach, and what may be sent where. */

import { stripHidden } from "#lib/hidden-characters.ts";

import { readStartParameters, START_PARAMETERS } from "./start-parameters.ts";

/** Where a gateway is, seen from this browser. `public`: not known to be nearer. */
export type HostClass = "loopback" | "private" | "tailnet" | "public";

type ParsedGatewayUrl =
  | {
      readonly ok: true;
      /** `ws://` or `wss://`, without credentials and fragment, and without `/` where there is no path. */
      readonly url: string;
      /** A token that the pasted address carried (`#token=`, `?token=`); never part of `url`. Secret. */
      readonly token: string | null;
      /** A single-use token that it carried, as those of `openclaw dashboard` do. Secret. */
      readonly bootstrapToken: string | null;
    }
  | { readonly ok: false; readonly title: string; readonly sentence: string };

const DEFAULT_PORT = "18789";
const EXAMPLE = "A gateway’s address looks like ws://127.0.0.1:18789 or wss://gateway.example.com.";

/**
 * Reads the address of a gateway as a person types or pastes it.
 *
 * `http` becomes `ws` and `https` becomes `wss`, so that the address of a dashboard works; an address of a page that
 * names its gateway (`?gatewayUrl=`) means that gateway. Without a scheme, near hosts get `ws` and all others `wss`;
 * from an https page only loopback gets `ws`, since the browser would block the rest. Without a port, near hosts get
 * the gateway's 18789 where no scheme, or plain http or ws to loopback, was given: there the standard ports are never
 * meant. Never throws.
 *
 * @param page the scheme of this page, `location.protocol`
 */
export function parseGatewayUrl(text: string, page?: { readonly protocol: string }): ParsedGatewayUrl {
  const typed = stripHidden(text).trim();
  if (typed === "") return refuse("No address", EXAMPLE);
  if (/\s/.test(typed) || typed.length > 2048) return refuse("This is not an address", EXAMPLE);
  if (/^(?!(?:https?|wss?):)[a-z][a-z0-9+.-]*:(?:\/\/|(?!\d+(?:[/?#]|$)))/i.test(typed)) {
    return refuse(
      "This kind of address cannot be used",
      `It must begin with ws, wss, http or https. ${EXAMPLE}`,
    );
  }
  const hasScheme = /^[a-z]+:\/\//i.test(typed);
  const url = toUrl(hasScheme ? typed : `ws://${typed.replace(/^\/\//, "")}`);
  if (!url || url.port === "0") return refuse("This is not an address", EXAMPLE);
  if (url.username || url.password) {
    return refuse(
      "The address contains a user name or password",
      "Browsers do not send those to a gateway. Remove the part before the @ sign.",
    );
  }
  if (url.hostname === "0.0.0.0" || url.hostname === "[::]") {
    return refuse(
      "This is where a gateway listens, not where it is",
      "Use 127.0.0.1 on the gateway’s own machine, else that machine’s name or address.",
    );
  }
  const carried = readStartParameters(url);
  const token = carried?.token ?? (url.searchParams.get("token")?.trim() || null);
  const bootstrapToken = carried?.bootstrapToken ?? null;
  const nested = carried?.gatewayUrl;
  if (nested && !/[?&#]gatewayUrl=/.test(nested)) {
    const inner = parseGatewayUrl(nested, page);
    return inner.ok ? { ...inner, token: inner.token ?? token, bootstrapToken } : inner;
  }
  return { ok: true, url: normalise(url, typed, hasScheme, page?.protocol), token, bootstrapToken };
}

function normalise(url: URL, typed: string, hasScheme: boolean, pageProtocol: string | undefined): string {
  const where = classOf(url.hostname);
  const isNear =
    where === "loopback" || where === "private" || (where === "tailnet" && /^[\d.[]/.test(url.hostname));
  if (!hasScheme) {
    const isBlocked = pageProtocol === "https:" && where !== "loopback";
    url.protocol = isNear && !isBlocked ? "ws:" : "wss:";
  } else if (url.protocol === "http:") url.protocol = "ws:";
  else if (url.protocol === "https:") url.protocol = "wss:";
  const isPortMissing = url.port === "" && !/^(?:[a-z]+:\/\/)?[^/?#]*:\d+(?:[/?#]|$)/i.test(typed);
  if (isPortMissing && url.protocol === "ws:" && (where === "loopback" || (!hasScheme && isNear))) {
    url.port = DEFAULT_PORT;
  }
  for (const name of [...START_PARAMETERS, "password"]) url.searchParams.delete(name);
  url.hash = "";
  return url.pathname === "/" && url.search === "" ? url.href.replace(/\/$/, "") : url.href;
}

/** How near the gateway of an address is; an unreadable address counts as public. */
export function hostClass(url: string): HostClass {
  const parsed = toUrl(url);
  return parsed ? classOf(parsed.hostname) : "public";
}

function classOf(hostname: string): HostClass {
  const host = hostname
    .toLowerCase()
    .replace(/\.$/, "")
    .replace(/^\[|\]$/g, "");
  if (host === "localhost" || host.endsWith(".localhost") || host === "::1") return "loopback";
  if (/^127\.\d+\.\d+\.\d+$/.test(host) || host.startsWith("::ffff:7f")) return "loopback";
  if (host.endsWith(".ts.net") || host.startsWith("fd7a:115c:a1e0:")) return "tailnet";
  if (/^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d+\.\d+$/.test(host)) return "tailnet";
  if (/^(?:10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+$/.test(host)) return "private";
  if (/^(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/.test(host)) return "private";
  if (/\.(?:local|lan|internal|home\.arpa)$/.test(host)) return "private";
  return /[.:]/.test(host) ? "public" : "private";
}

/**
 * Whether a stored device token may be tried on this endpoint after the shared token was refused: loopback, or the
 * host that served this page. The gateways' documents allow "loopback, or wss with a pinned certificate"; a browser
 * cannot pin, and takes the page's own host instead, as the stock page does.
 *
 * @param pageHost host and port of this page, `location.host`
 */
export function isTrustedRetryEndpoint(url: string, pageHost: string): boolean {
  const parsed = toUrl(url);
  if (!parsed) return false;
  return classOf(parsed.hostname) === "loopback" || (pageHost !== "" && parsed.host === pageHost);
}

/**
 * Whether the gateway must have the page's origin in `gateway.controlUi.allowedOrigins`. Every version lets in a page
 * on loopback by a loopback connection without a proxy, and so through a tunnel as well.
 */
export function needsAllowedOrigin(pageOrigin: string, gatewayUrl: string): boolean {
  return hostClass(pageOrigin) !== "loopback" || hostClass(gatewayUrl) !== "loopback";
}

interface PageProblem {
  /** `mixed-content`: the browser blocks the connection; `insecure-page`: it withholds what device keys need. */
  readonly id: "mixed-content" | "insecure-page";
  readonly title: string;
  readonly sentence: string;
  readonly commands: readonly { readonly label: string; readonly command: string }[];
}

/**
 * Chromium and Firefox let an https page talk to `ws://` on loopback, since that never leaves the machine; everything
 * else in plain text they block without a word. A page on plain http (other than localhost) has no WebCrypto.
 */
export function mixedContentProblem(
  pageProtocol: string,
  isSecureContext: boolean,
  url: string,
): PageProblem | null {
  const parsed = toUrl(url);
  const port = parsed?.port || DEFAULT_PORT;
  const host = parsed && classOf(parsed.hostname) !== "loopback" ? parsed.hostname : "gateway-host";
  const commands = [
    {
      label: "On this computer: a tunnel to the gateway",
      command: `ssh -N -L ${port}:127.0.0.1:${port} user@${host}`,
    },
    { label: "On the gateway: HTTPS within your tailnet", command: "openclaw gateway --tailscale serve" },
  ];
  if (pageProtocol === "https:" && parsed?.protocol === "ws:" && classOf(parsed.hostname) !== "loopback") {
    return {
      id: "mixed-content",
      title: "The browser blocks this address",
      sentence: `This page was loaded over https, and browsers do not let it connect in plain text. Use a wss:// address, or a tunnel and then ws://127.0.0.1:${port}.`,
      commands,
    };
  }
  if (isSecureContext) return null;
  return {
    id: "insecure-page",
    title: "This page was not opened securely",
    sentence:
      "Over plain http the browser withholds the functions that keep this device’s key safe. Open this page by https, or by http://localhost.",
    commands,
  };
}

function toUrl(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.hostname === "" ? null : url;
  } catch {
    return null;
  }
}

function refuse(title: string, sentence: string): ParsedGatewayUrl {
  return { ok: false, title, sentence };
}
