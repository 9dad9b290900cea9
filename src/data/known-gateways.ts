import { gatewayCredentialScope } from "@openclaw/gateway-client/browser";
import { preference } from "./preference.ts";
import { localStore, tabStore } from "#lib/safe-storage.ts";
import { z } from "#lib/zod.ts";

/** The colours of a gateway: those that `gateway.controlUi.environment.color` can name (2026.9.6). */
export const GATEWAY_COLORS = [
  "teal",
  "blue",
  "purple",
  "pink",
  "red",
  "coral",
  "amber",
  "green",
  "gray",
] as const;

export type GatewayColor = (typeof GATEWAY_COLORS)[number];

const text = z.optional(z.string());

const entry = z.object({
  url: z.string(),
  /** Given by the person. */
  name: text,
  color: z.optional(z.enum(GATEWAY_COLORS)),
  /** Tells it apart where neither the person nor its configuration has chosen a colour. */
  assignedColor: z.optional(z.enum(GATEWAY_COLORS)),
  /** Connect when the page is opened, until the person disconnects. */
  isOpen: z.boolean(),
  /** What the gateway's configuration says about its environment. */
  environment: z.optional(z.object({ label: text, color: z.optional(z.enum(GATEWAY_COLORS)) })),
  /** The id of the gateway's own key. */
  identity: text,
  /** The id of the key that the gateway had last, where that is another one and nobody has accepted it. */
  otherIdentity: text,
});

/** A gateway that this browser has signed in to. */
export type KnownGateway = z.infer<typeof entry>;

// The first version kept only addresses, the last used one first.
const stored = z.array(z.union([entry, z.string()]));

function parse(json: string | null): readonly KnownGateway[] {
  try {
    return stored
      .parse(JSON.parse(json ?? "[]"))
      .map((known, index) => (typeof known === "string" ? { url: known, isOpen: index === 0 } : known))
      .reduce<readonly KnownGateway[]>(withColor, []);
  } catch {
    return [];
  }
}

/** Adds a gateway, in the first colour that no other has. */
function withColor(others: readonly KnownGateway[], known: KnownGateway): readonly KnownGateway[] {
  const taken = new Set(others.map(({ assignedColor }) => assignedColor));
  const assignedColor = known.assignedColor ?? GATEWAY_COLORS.find((color) => !taken.has(color));
  return [...others, { ...known, ...(assignedColor && { assignedColor }) }];
}

/** The gateways that this browser has signed in to, in the order that the person gave them. */
export const knownGateways = preference("gatehouse.gateways", parse);

function write(gateways: readonly KnownGateway[]): void {
  knownGateways.write(gateways.length === 0 ? null : JSON.stringify(gateways));
}

export function findKnown(url: string): KnownGateway | undefined {
  return knownGateways.read().find((known) => isSameGateway(known.url, url));
}

/** Remembers that the page has signed in to `url`. */
export function rememberGateway(url: string): void {
  if (findKnown(url)) changeKnown(url, { isOpen: true });
  else write(withColor(knownGateways.read(), { url, isOpen: true }));
}

/** Changes what is known of `url`, if anything is. */
export function changeKnown(url: string, change: Partial<Omit<KnownGateway, "url">>): void {
  const before = findKnown(url);
  const after = before && { ...before, ...change };
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  write(knownGateways.read().map((known) => (known === before && after ? after : known)));
}

/** Moves `url` up or down by one place. */
export function moveKnown(url: string, by: -1 | 1): void {
  const gateways = knownGateways.read();
  const from = gateways.findIndex((known) => isSameGateway(known.url, url));
  const moved = gateways[from];
  if (!moved || !gateways[from + by]) return;
  write(gateways.toSpliced(from, 1).toSpliced(from + by, 0, moved));
}

export function forgetKnown(url: string): void {
  write(knownGateways.read().filter((known) => !isSameGateway(known.url, url)));
}

/** Whether two addresses are one gateway, as far as credentials go. */
export function isSameGateway(a: string, b: string): boolean {
  return gatewayCredentialScope(a) === gatewayCredentialScope(b);
}

const IN_USE_KEY = "gatehouse.gateway-in-use";

/** The gateway that this tab was about before it was reloaded; null in a new tab. */
export function gatewayOfThisTab(): string | null {
  return tabStore.getItem(IN_USE_KEY);
}

/** The gateway that any tab was about last. */
export function lastGateway(): string | null {
  return localStore.getItem(IN_USE_KEY);
}

/** Remembers which gateway this tab is about. */
export function rememberInUse(url: string): void {
  tabStore.setItem(IN_USE_KEY, url);
  localStore.setItem(IN_USE_KEY, url);
}
