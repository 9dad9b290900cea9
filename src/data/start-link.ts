import { parseGatewayUrl } from "#domain/gateway-url.ts";

/** What the address of the page asked for when it was opened. */
export interface StartLink {
  readonly gatewayUrl: string | null;
  /** A shared token, to be used for `gatewayUrl` or the default gateway only. */
  readonly token: string | null;
  /** Why `gatewayUrl=` could not be used. */
  readonly problem: { readonly title: string; readonly sentence: string } | null;
}

/**
 * Reads `?gatewayUrl=` (before or inside the hash) and `#token=`, and takes them out of the address at once: an
 * address ends up in the history, in bookmarks and in screenshots.
 */
export function takeStartLink(location: Location, history: History): StartLink {
  const { route, parameters } = splitHash(location.hash);
  const search = new URLSearchParams(location.search);
  const typedUrl = search.get("gatewayUrl") ?? parameters.get("gatewayUrl");
  const token = parameters.get("token");
  const isOurs = typedUrl !== null || token !== null || search.has("token");
  if (isOurs) {
    for (const name of ["gatewayUrl", "token"]) {
      search.delete(name);
      parameters.delete(name);
    }
    const query = search.size > 0 ? `?${search}` : "";
    const rest = parameters.size > 0 ? `?${parameters}` : "";
    history.replaceState(history.state, "", `${location.pathname}${query}#${route}${rest}`);
  }
  if (typedUrl === null) return { gatewayUrl: null, token: token || null, problem: null };
  const parsed = parseGatewayUrl(typedUrl, { protocol: location.protocol });
  return parsed.ok
    ? { gatewayUrl: parsed.url, token: token || parsed.token, problem: null }
    : { gatewayUrl: null, token: null, problem: parsed };
}

/** `#/devices?x=1`, `#token=…` and `#/connect&token=…` all occur. */
function splitHash(hash: string): { route: string; parameters: URLSearchParams } {
  const text = hash.replace(/^#/, "");
  if (!text.startsWith("/")) {
    const isParameters = /^\??[\w-]+=/.test(text);
    return { route: "/", parameters: new URLSearchParams(isParameters ? text : "") };
  }
  const end = text.search(/[?&]/);
  if (end < 0) return { route: text, parameters: new URLSearchParams() };
  return { route: text.slice(0, end), parameters: new URLSearchParams(text.slice(end + 1)) };
}
