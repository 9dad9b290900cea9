import { takeStartLink, type StartLink } from "./start-link.ts";
import { isSameGateway, knownGateways } from "./known-gateways.ts";
import type { GatewayConnection } from "#gateway/connection.ts";
import { parseGatewayUrl } from "#domain/gateway-url.ts";

/** Where a gateway listens unless it was told otherwise. */
const USUAL_GATEWAY = "ws://127.0.0.1:18789";

/** What the connect screen needs to know about how the page was opened. */
export interface Start {
  /** The gateway to offer first. */
  readonly gatewayUrl: string;
  /** A link that named a gateway which this browser has never signed in to: the person is asked first. */
  readonly question: { readonly gatewayUrl: string; readonly token: string | null } | null;
  readonly problem: StartLink["problem"];
}

/** The gateway that the server of this page has found, written into index.html; null on a plain static host. */
function servedGateway(): string | null {
  const content = document.querySelector<HTMLMetaElement>('meta[name="gatehouse-gateway"]')?.content ?? "";
  const parsed = parseGatewayUrl(content, location);
  return parsed.ok ? parsed.url : null;
}

/** Takes over what the address asks for, and connects where that needs no question. */
export function start(connection: GatewayConnection): Start {
  const opened = followAddress(connection);
  nameRoute(connection.getSnapshot().state.phase === "idle" ? "/connect" : "/devices");
  return opened;
}

/** Names the route where the address has none. Left to the router, everything would be drawn twice. */
function nameRoute(route: string): void {
  const address = new URL(location.href);
  if (address.hash !== "" && address.hash !== "#/") return;
  address.hash = route;
  history.replaceState(history.state, "", address.href);
}

function followAddress(connection: GatewayConnection): Start {
  const link = takeStartLink(location, history);
  const served = servedGateway();
  const known = knownGateways();
  const gatewayUrl = served ?? known[0] ?? USUAL_GATEWAY;
  const trusted = served === null ? known : [served, ...known];
  if (link.gatewayUrl !== null && !trusted.some((url) => isSameGateway(url, link.gatewayUrl ?? ""))) {
    const question = { gatewayUrl: link.gatewayUrl, token: link.token };
    return { gatewayUrl, question, problem: null };
  }
  const target = link.gatewayUrl ?? gatewayUrl;
  if (link.token !== null) connection.connect(target, { token: link.token, remember: false });
  // Without a token to try, only a gateway that has let this browser in before is worth an attempt.
  else if (known.some((url) => isSameGateway(url, target))) connection.connect(target);
  return { gatewayUrl: target, question: null, problem: link.problem };
}
