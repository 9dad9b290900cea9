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
export function takeStartLink(
  location: Pick<Location, "href">,
  history: Pick<History, "state" | "replaceState">,
): StartLink {
  const address = new URL(location.href);
  const search = address.searchParams;
  const { route, parameters } = splitHash(address.hash);
  const typedUrl = search.get("gatewayUrl") ?? parameters.get("gatewayUrl");
  const token = parameters.get("token");
  const isOurs = typedUrl !== null || token !== null || search.has("token");
  if (isOurs) {
    for (const name of ["gatewayUrl", "token"]) {
      search.delete(name);
      parameters.delete(name);
    }
    address.hash = parameters.size > 0 ? `${route}?${parameters}` : route;
    // The whole address: the browser would take a path that begins with // for another host, and refuse.
    history.replaceState(history.state, "", address.href);
  }
  if (typedUrl === null) return { gatewayUrl: null, token: token || null, problem: null };
  const parsed = parseGatewayUrl(typedUrl, address);
  return parsed.ok
    ? { gatewayUrl: parsed.url, token: token || parsed.token, problem: null }
    : { gatewayUrl: null, token: null, problem: parsed };
}

/** `#/devices?x=1`, `#token=…`, `#/connect&token=…` and `#connect?token=…` all occur. */
function splitHash(hash: string): { route: string; parameters: URLSearchParams } {
  const text = hash.replace(/^#+/, "");
  const end = /^[?&]?[\w-]+=/.test(text) ? 0 : text.search(/[?&]|$/);
  const route = text.slice(0, end);
  return { route: route.startsWith("/") ? route : "/", parameters: new URLSearchParams(text.slice(end)) };
}
