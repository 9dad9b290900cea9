/** Masks addresses and free text for a support thread. */

import { stripHidden } from "#lib/hidden-characters.ts";
import { safeText } from "#lib/safe-text.ts";

import { hostClass } from "./gateway-url.ts";
import { redactSecrets } from "./redact.ts";

const LONGEST_TEXT = 300;
const REMOVED = "[removed]";

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i;
/** Endings that make a dotted word a host name; `gateway.controlUi.allowedOrigins` is none. */
const HOST =
  /^[\w-]+(?:\.[\w-]+)*\.(?:net|com|org|io|dev|app|me|eu|de|uk|info|cloud|local|localhost|lan|internal|arpa|home|test|example|invalid)(?::\d+)?$/i;
/** A name with a value: `token=…`, `"password":"…"`, `auth:…`. */
const NAMED = /^["'{]*([\w.-]+)["']?[=:]./;
const NAME_OF_A_SECRET = /token|passw|secret|key|auth|bearer|nonce|signature/i;
const OPENING = "([\"'`<";
const CLOSING = ")\"'`>],.;:!?";

/**
 * An address without user name, password, path, query and fragment, which may each hold a secret.
 * @param withAddress shows the host as it is; else only loopback hosts stay, and of others one can see of what kind
 *   they are: `wss://g… (public)`, `ws://192.168.x.x (private)`. The port stays. Never throws
 */
export function maskAddress(address: string, withAddress = false): string {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return "unreadable address";
  }
  if (!/^(?:https?|wss?):$/.test(url.protocol) || url.hostname === "")
    return `${kindOf(url.protocol)} address`;
  const isPlain = withAddress || LOOPBACK.test(url.hostname);
  const host = isPlain ? url.hostname : maskHost(url.hostname);
  const port = url.port === "" ? "" : `:${url.port}`;
  const path = url.pathname === "/" ? "" : "/…";
  // `hostClass` knows the schemes of gateways and pages alike.
  return `${url.protocol}//${host}${port}${path}${isPlain ? "" : ` (${hostClass(address)})`}`;
}

/** A host name reduced to its first letter, an IP address to its first half. */
function maskHost(host: string): string {
  if (IPV4.test(host)) return `${host.split(".").slice(0, 2).join(".")}.x.x`;
  if (host.startsWith("[") || host.includes(":"))
    return `[${/^\[?([\da-f]{1,4}):/i.exec(host)?.[1] ?? ""}:…]`;
  return `${Array.from(host)[0] ?? ""}…`;
}

function kindOf(protocol: string): string {
  return protocol === "file:" ? "file" : "other";
}

interface MaskOptions {
  /** Hosts (without port) that are masked wherever they stand. */
  readonly hosts?: readonly string[];
  readonly withAddresses?: boolean;
}

/**
 * What somebody else wrote (a gateway's message, a close reason), on one line, without anything that may be a secret
 * or an address. In doubt it removes a harmless word. Never throws.
 */
export function maskText(text: string, { hosts = [], withAddresses = false }: MaskOptions = {}): string {
  // Every step must be linear: one word may be a megabyte.
  const masked = stripHidden(text.replace(/\s+/g, " ")).replace(/\S+/g, (word) => {
    let [start, end] = [0, word.length];
    while (start < end && OPENING.includes(word.charAt(start))) start += 1;
    while (end > start && CLOSING.includes(word.charAt(end - 1))) end -= 1;
    return word.slice(0, start) + maskWord(word.slice(start, end), hosts, withAddresses) + word.slice(end);
  });
  return safeText(masked, LONGEST_TEXT).plain;
}

function maskWord(word: string, hosts: readonly string[], withAddresses: boolean): string {
  if (/^(?:https?|wss?):\/\//i.test(word)) return maskAddress(word, withAddresses);
  const label = NAMED.exec(word)?.[1] ?? "";
  if (NAME_OF_A_SECRET.test(label) || word.includes("@") || word.includes("://")) return REMOVED;
  const [, name = "", port = ""] = /^(.*?)(:\d{1,5})?$/.exec(word) ?? [];
  if (IPV4.test(name) || HOST.test(word) || hosts.includes(name.toLowerCase())) {
    return withAddresses || LOOPBACK.test(name) ? word : maskHost(name) + port;
  }
  if (isIpv6(word)) return withAddresses || word === "::1" ? word : maskHost(word);
  if (!withAddresses && holdsAddress(word, hosts)) return REMOVED;
  // Shorter than the words that `redactSecrets` checks; few passwords are letters only.
  const isMixed = word.length >= 7 && /\d/.test(word) && /[a-z]/i.test(word);
  return isMixed ? REMOVED : redactSecrets(word);
}

/** An address that is part of a longer word: `host=gw.example.com`, `203.0.113.0/24`. */
function holdsAddress(word: string, hosts: readonly string[]): boolean {
  const parts = word.toLowerCase().split(/[^\w.-]+/);
  return parts.some((part) => hosts.includes(part) || HOST.test(part) || /\d\.\d+\.\d+\.\d/.test(part));
}

function isIpv6(word: string): boolean {
  return /^[\da-f:]+$/i.test(word) && (word.includes("::") || word.split(":").length >= 5);
}
