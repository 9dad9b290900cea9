/** Parameters by which a link tells this page what to do when it opens. */

/** Never a part of a gateway's own address, nor the name of a filter. */
export const START_PARAMETERS = ["gatewayUrl", "token", "bootstrapToken", "bootstrapProfile"] as const;

export interface StartParameters {
  readonly gatewayUrl: string | null;
  /** The gateway's shared token. Secret. */
  readonly token: string | null;
  /** A single-use token of `openclaw dashboard`, which makes this browser an administrator. Secret. */
  readonly bootstrapToken: string | null;
  /** It carries a single-use token that makes nobody an administrator, such as one for a phone. */
  readonly isOtherBootstrap: boolean;
}

/**
 * Reads the start parameters of an address, or null where it has none. They are taken only where the fragment names no
 * route, or `/connect`: everywhere else a parameter of the same name is a filter of that route, and no secret.
 */
export function readStartParameters(address: URL): StartParameters | null {
  const { route, parameters } = splitFragment(address.hash);
  const search = address.searchParams;
  if (!/^\/?(?:connect\/?)?$/.test(route)) return null;
  if (!START_PARAMETERS.some((name) => search.has(name) || parameters.has(name))) return null;
  const bootstrapToken = parameters.get("bootstrapToken")?.trim() || null;
  const isOwner = parameters.get("bootstrapProfile") === "owner";
  return {
    gatewayUrl: search.get("gatewayUrl") ?? parameters.get("gatewayUrl"),
    // Never from the query: whoever serves the page has read that.
    token: parameters.get("token")?.trim() || null,
    bootstrapToken: isOwner ? bootstrapToken : null,
    isOtherBootstrap: bootstrapToken !== null && !isOwner,
  };
}

/** The same address without its start parameters. */
export function withoutStartParameters(address: URL): URL {
  const rest = new URL(address);
  const { route, parameters } = splitFragment(rest.hash);
  for (const name of START_PARAMETERS) {
    rest.searchParams.delete(name);
    parameters.delete(name);
  }
  const path = route.startsWith("/") ? route : "/";
  rest.hash = parameters.size > 0 ? `${path}?${parameters}` : path;
  return rest;
}

/** `#/devices?x=1`, `#token=…`, `#/connect&token=…` and `#connect?token=…` all occur. */
function splitFragment(hash: string): { route: string; parameters: URLSearchParams } {
  const text = hash.replace(/^#+/, "");
  const end = /^[?&]?[\w-]+=/.test(text) ? 0 : text.search(/[?&]|$/);
  return { route: text.slice(0, end), parameters: new URLSearchParams(text.slice(end)) };
}
