import { takeStartLink, type StartLink } from "./start-link.ts";
import { findKnown, gatewayOfThisTab, isSameGateway, knownGateways, lastGateway } from "./known-gateways.ts";
import { gatewayInAddress } from "./gateway-address.ts";
import type { Connections } from "#gateway/connections.ts";
import type { CredentialVault, TypedCredentials } from "#gateway/credentials.ts";
import { parseGatewayUrl } from "#domain/gateway-url.ts";

/** Where a gateway listens unless it was told otherwise. */
const USUAL_GATEWAY = "ws://127.0.0.1:18789";

/** What the connect screen needs to know about how the page was opened. */
export interface Start {
  /** The gateway to offer first. */
  readonly gatewayUrl: string;
  /** What a link asks for that a person must agree to first. Until then nothing is sent. */
  readonly question: LinkQuestion | null;
  readonly problem: StartLink["problem"];
}

/** A link that is not followed without a question. */
export interface LinkQuestion {
  /**
   * `unknown-gateway`: it names a gateway that this browser has never signed in to; `no-gateway`: it brings a token and
   * does not say for which gateway; `other-token`: this browser keeps another token for that gateway.
   */
  readonly reason: "unknown-gateway" | "no-gateway" | "other-token";
  /** Where what the link brings would go. */
  readonly gatewayUrl: string;
  /** What to sign in with, once that was agreed to. Secret. */
  readonly typed: TypedCredentials | undefined;
}

/** The gateway that the server of this page has written into index.html; null on a plain static host. */
function servedGateway(): string | null {
  const content = document.querySelector<HTMLMetaElement>('meta[name="gatehouse-gateway"]')?.content ?? "";
  // A gateway that serves the page itself is one folder above, by whichever name, scheme and path it is reached.
  const address = content === ".." ? new URL(content, location.href).href.replace(/\/$/, "") : content;
  const parsed = parseGatewayUrl(address, location);
  return parsed.ok ? parsed.url : null;
}

/** Takes over what the address asks for, and connects where that needs no question. */
export function start(connections: Connections, vault: CredentialVault): Start {
  const opened = followAddress(connections, vault);
  const { phase } = connections.of(opened.gatewayUrl).getSnapshot().state;
  nameRoute(phase === "idle" ? "/connect" : "/devices");
  return opened;
}

/** Names the route where the address has none. Left to the router, everything would be drawn twice. */
function nameRoute(route: string): void {
  const address = new URL(location.href);
  if (address.hash !== "" && address.hash !== "#/") return;
  address.hash = route;
  history.replaceState(history.state, "", address.href);
}

function followAddress(connections: Connections, vault: CredentialVault): Start {
  const link = takeStartLink(location, history);
  const served = servedGateway();
  const known = knownGateways.read().map(({ url }) => url);
  const typed = typedBy(link);
  // A token that names no gateway is for the one that this page is served for, whichever was in use last.
  const likely = typed ? [served, knownInUse()] : [knownInUse(), served];
  const offered = likely.find((url) => url !== null) ?? known[0] ?? USUAL_GATEWAY;
  const gatewayUrl = link.gatewayUrl ?? offered;
  const reason = reasonToAsk(link, gatewayUrl, { served, known }, vault);
  if (reason !== null) {
    const question = { reason, gatewayUrl, typed };
    return { gatewayUrl: reason === "other-token" ? gatewayUrl : offered, question, problem: null };
  }
  // Without anything to try, only a gateway that has let this browser in before is worth an attempt. A person who
  // disconnects wants that to last, until a link names the gateway.
  const knownOne = findKnown(gatewayUrl);
  const isWanted = link.problem === null && knownOne && (knownOne.isOpen || link.gatewayUrl !== null);
  if (typed || isWanted) {
    connections.of(gatewayUrl).connect(typed && { ...typed, isFromLink: true });
  }
  return { gatewayUrl, question: null, problem: link.problem };
}

/** The known gateway that the address names, or that this tab, or any other, was about last. */
function knownInUse(): string | null {
  const urls = [gatewayInAddress(), gatewayOfThisTab(), lastGateway()];
  return urls.find((url) => url !== null && findKnown(url) !== undefined) ?? null;
}

function reasonToAsk(
  link: StartLink,
  gatewayUrl: string,
  { served, known }: { readonly served: string | null; readonly known: readonly string[] },
  vault: CredentialVault,
): LinkQuestion["reason"] | null {
  const trusted = served === null ? known : [served, ...known];
  if (link.gatewayUrl !== null && !trusted.some((url) => isSameGateway(url, gatewayUrl))) {
    return "unknown-gateway";
  }
  const kept = vault.read(gatewayUrl).token;
  if (link.token === null || link.token === kept) return null;
  if (link.gatewayUrl === null && served === null) return "no-gateway";
  return kept === undefined ? null : "other-token";
}

function typedBy({ token, bootstrapToken }: StartLink): TypedCredentials | undefined {
  if (bootstrapToken !== null) return { bootstrapToken, remember: false };
  return token === null ? undefined : { token, remember: false };
}
