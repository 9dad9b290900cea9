import { parseGatewayUrl } from "#domain/gateway-url.ts";
import { readStartParameters, withoutStartParameters } from "#domain/start-parameters.ts";

/** What the address of the page asked for when it was opened. */
export interface StartLink {
  readonly gatewayUrl: string | null;
  /** A shared token, to be used for `gatewayUrl` or the default gateway only. */
  readonly token: string | null;
  /** A single-use token for `gatewayUrl`. */
  readonly bootstrapToken: string | null;
  /** Why the link cannot be used. */
  readonly problem: { readonly title: string; readonly sentence: string } | null;
}

const NOTHING: StartLink = { gatewayUrl: null, token: null, bootstrapToken: null, problem: null };

/**
 * Reads what a link asks for, and takes it out of the address at once: an address ends up in the history, in
 * bookmarks and in screenshots.
 */
export function takeStartLink(
  location: Pick<Location, "href">,
  history: Pick<History, "state" | "replaceState">,
): StartLink {
  const address = new URL(location.href);
  const asked = readStartParameters(address);
  if (asked === null) return NOTHING;
  // The whole address: the browser would take a path that begins with // for another host, and refuse.
  history.replaceState(history.state, "", withoutStartParameters(address).href);
  const { gatewayUrl, token, bootstrapToken } = asked;
  if (asked.isOtherBootstrap || (bootstrapToken !== null && gatewayUrl === null)) {
    return {
      ...NOTHING,
      problem: {
        title: "This one-time link is not for this page",
        sentence:
          "It names no gateway, or would not make this browser an administrator. Nothing of it was sent. “openclaw dashboard” on the gateway’s host makes a link that does both.",
      },
    };
  }
  if (gatewayUrl === null) return { ...NOTHING, token };
  const parsed = parseGatewayUrl(gatewayUrl, address);
  if (parsed.ok) {
    return { ...NOTHING, gatewayUrl: parsed.url, token: token ?? parsed.token, bootstrapToken };
  }
  const sentence = `The link you opened names a gateway in a way that cannot be used. ${parsed.sentence}`;
  return { ...NOTHING, problem: { title: parsed.title, sentence } };
}
