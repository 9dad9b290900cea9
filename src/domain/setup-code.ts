/** Letting a device in on purpose: a single-use code that the gateway makes, and what comes in by it. */

import { hostClass } from "./gateway-url.ts";
import { shellQuote } from "#lib/shell-quote.ts";

/** What a code hands over to whoever uses it first. */
export type SetupAccess = "limited" | "full" | "node";

/** Rights by access, as the gateways' own profiles have them (2026.9.6: `device-bootstrap-profile`). */
const LIMITED = [
  "operator.read",
  "operator.write",
  "operator.approvals",
  "operator.questions",
  "operator.talk.secrets",
] as const;
const SCOPES: Readonly<Record<SetupAccess, readonly string[]>> = {
  limited: LIMITED,
  full: ["operator.admin", ...LIMITED],
  node: [],
};

/** The scopes that a device gets by a code, beside the role of a node, which all of them get. */
export function scopesOfAccess(access: SetupAccess): readonly string[] {
  return SCOPES[access];
}

/** What became of a code; `uncertain`: it is used up, and nobody knows whether the device got its keys. */
export interface SetupEnd {
  readonly kind: "used" | "uncertain";
  readonly setupId: string;
  readonly deviceId: string;
  /** As the device calls itself. */
  readonly deviceName: string | undefined;
  readonly access: SetupAccess | undefined;
}

/** Gateways give out join links only where nobody on the way can read them. */
export function canJoinByLink(gatewayUrl: string): boolean {
  return gatewayUrl.startsWith("wss:") || hostClass(gatewayUrl) === "loopback";
}

/** The command that makes the machine on which it is run a node of the gateway. Secret, as the code in it is. */
export function connectCommand(joinUrlOrCode: string): string {
  return `npx openclaw connect ${shellQuote(joinUrlOrCode)}`;
}

/** The command that makes a setup code on the gateway's host, as old gateways know it, too. */
export function qrCommand(gatewayUrl: string): string {
  return `openclaw qr --url ${shellQuote(gatewayUrl)}`;
}

/** The address of this page for another browser, with the gateway in it and nothing secret. */
export function pageLink(
  page: { readonly origin: string; readonly pathname: string },
  gatewayUrl: string,
): string {
  return `${page.origin}${page.pathname}?gatewayUrl=${encodeURIComponent(gatewayUrl)}`;
}
