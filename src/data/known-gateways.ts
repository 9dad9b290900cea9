import { gatewayCredentialScope } from "@openclaw/gateway-client/browser";
import { localStore } from "#lib/safe-storage.ts";
import { z } from "#lib/zod.ts";

const KEY = "gatehouse.gateways";
const KEPT = 20;
const stored = z.array(z.string());

/** Addresses of gateways that this browser has signed in to, the last one first. Never throws. */
export function knownGateways(): readonly string[] {
  try {
    return stored.parse(JSON.parse(localStore.getItem(KEY) ?? "[]"));
  } catch {
    return [];
  }
}

/** Remembers that `url` was signed in to. */
export function rememberGateway(url: string): void {
  const others = knownGateways().filter((known) => !isSameGateway(known, url));
  localStore.setItem(KEY, JSON.stringify([url, ...others].slice(0, KEPT)));
}

/** Whether two addresses are one gateway, as far as credentials go. */
export function isSameGateway(a: string, b: string): boolean {
  return gatewayCredentialScope(a) === gatewayCredentialScope(b);
}
