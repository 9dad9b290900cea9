/** Finds the reason by what gateways and their programs print: messages without a code, close reasons, logs. */

import type { Context } from "./normalise.ts";

type Phrase = readonly [text: string, id: string];

// Beginnings of what gateways, their page and their programs say, and what they mean; of two that begin alike the longer
// one first. Read from the sources of 2026.3.13, 2026.6.11 and 2026.9.6.

/** Nothing but OpenClaw says this. */
const UNMISTAKABLE: readonly Phrase[] = [
  ["gateway token missing", "AUTH_TOKEN_MISSING"],
  ["gateway token mismatch", "AUTH_TOKEN_MISMATCH"],
  ["gateway token not configured", "AUTH_TOKEN_NOT_CONFIGURED"],
  ["gateway auth mode is token, but no token", "AUTH_TOKEN_NOT_CONFIGURED"],
  ["gateway auth is set to token, but no token", "AUTH_TOKEN_NOT_CONFIGURED"],
  ["gateway auth token is a known redaction sentinel", "AUTH_TOKEN_NOT_CONFIGURED"],
  ["gateway token is a known redaction sentinel", "AUTH_TOKEN_NOT_CONFIGURED"],
  ["gateway password missing", "AUTH_PASSWORD_MISSING"],
  ["gateway password mismatch", "AUTH_PASSWORD_MISMATCH"],
  ["gateway password not configured", "AUTH_PASSWORD_NOT_CONFIGURED"],
  ["gateway auth mode is password, but no password", "AUTH_PASSWORD_NOT_CONFIGURED"],
  ["gateway auth is set to password, but no password", "AUTH_PASSWORD_NOT_CONFIGURED"],
  ["gateway auth password is a known redaction sentinel", "AUTH_PASSWORD_NOT_CONFIGURED"],
  ["gateway credential is a redaction sentinel", "AUTH_UNAUTHORIZED"],
  ["unauthorized: bootstrap token invalid", "AUTH_BOOTSTRAP_TOKEN_INVALID"],
  ["setup code invalid, expired, revoked", "AUTH_BOOTSTRAP_TOKEN_INVALID"],
  ["unauthorized: tailscale identity missing", "AUTH_TAILSCALE_IDENTITY_MISSING"],
  ["unauthorized: tailscale proxy headers missing", "AUTH_TAILSCALE_PROXY_MISSING"],
  ["unauthorized: tailscale identity check failed", "AUTH_TAILSCALE_WHOIS_FAILED"],
  ["unauthorized: tailscale identity mismatch", "AUTH_TAILSCALE_IDENTITY_MISMATCH"],
  ["unauthorized: too many failed authentication attempts", "AUTH_RATE_LIMITED"],
  ["too many failed authentication attempts (retry later)", "AUTH_RATE_LIMITED"],
  ["unauthorized: device token mismatch", "AUTH_DEVICE_TOKEN_MISMATCH"],
  ["unauthorized: device token rejected", "AUTH_DEVICE_TOKEN_MISMATCH"],
  ["unauthorized: device token scope mismatch", "AUTH_SCOPE_MISMATCH"],
  // The gateways' own page, 2026.9.
  ["this gateway expects its token", "AUTH_TOKEN_MISSING"],
  ["this gateway expects its password", "AUTH_PASSWORD_MISSING"],
  ["rejected the supplied gateway secret", "AUTH_UNAUTHORIZED"],
  ["re-copy a tokenized url", "AUTH_UNAUTHORIZED"],
  ["gateway is temporarily limiting authentication attempts", "AUTH_RATE_LIMITED"],
  ["it rejected the proxy identity or forwarding information", "AUTH_IDENTITY_HEADER_REQUIRED"],
  ["device and setup tokens cannot identify a person", "AUTH_VERIFIED_USER_REQUIRED"],
  ["profile verification unavailable", "AUTHENTICATED_PROFILE_UNAVAILABLE"],
  ["authenticated profile verification is unavailable", "AUTHENTICATED_PROFILE_UNAVAILABLE"],
  ["github is rate limiting profile verification", "AUTHENTICATED_PROFILE_UNAVAILABLE"],
  ["but the gateway has not seen it before", "PAIRING_REQUIRED"],
  ["but it asked for access it was not approved for", "PAIRING_REQUIRED"],
  ["trusted-proxy identity-header authentication is required", "AUTH_IDENTITY_HEADER_REQUIRED"],
  ["operator role policies require a verified user identity", "AUTH_VERIFIED_USER_REQUIRED"],
  ["origin not allowed (open the control ui", "CONTROL_UI_ORIGIN_NOT_ALLOWED"],
  ["gateway rejected this page origin", "CONTROL_UI_ORIGIN_NOT_ALLOWED"],
  ["gateway pairing required", "PAIRING_REQUIRED"],
  ["gateway pairing approval required", "PAIRING_REQUIRED"],
  ["gateway role upgrade approval required", "PAIRING_REQUIRED"],
  ["gateway scope upgrade approval required", "PAIRING_REQUIRED"],
  ["gateway device refresh approval required", "PAIRING_REQUIRED"],
  ["role upgrade pending", "PAIRING_REQUIRED"],
  ["scope upgrade pending", "PAIRING_REQUIRED"],
  ["device metadata change pending", "PAIRING_REQUIRED"],
  ["device role upgrade requires approval", "PAIRING_REQUIRED"],
  ["device scope upgrade requires approval", "PAIRING_REQUIRED"],
  ["device reconnect details changed and require approval", "PAIRING_REQUIRED"],
  ["device metadata upgrade requested", "PAIRING_REQUIRED"],
  ["device access upgrade requested", "PAIRING_REQUIRED"],
  ["is asking for a higher role than currently approved", "PAIRING_REQUIRED"],
  ["is asking for more scopes than currently approved", "PAIRING_REQUIRED"],
  ["device identity changed and must be re-approved", "PAIRING_REQUIRED"],
  ["device is not approved yet", "PAIRING_REQUIRED"],
  ["control ui requires device identity", "CONTROL_UI_DEVICE_IDENTITY_REQUIRED"],
  ["control ui requires https or localhost", "CONTROL_UI_DEVICE_IDENTITY_REQUIRED"],
  ["device identity required (use https", "CONTROL_UI_DEVICE_IDENTITY_REQUIRED"],
  ["so the browser blocks device identity", "CONTROL_UI_DEVICE_IDENTITY_REQUIRED"],
  ["cannot create the device identity the gateway expects", "CONTROL_UI_DEVICE_IDENTITY_REQUIRED"],
  ["gateway access is no longer active", "access-ended"],
  ["gateway starting; retry", "starting"],
  ["connect unavailable during gateway", "closed-1012"],
  ["invalid connect params", "invalid-connect"],
  ["first request must be connect", "invalid-connect"],
  ["repeated unauthorized calls", "unauthorized-calls"],
  ["gateway auth changed", "auth-changed"],
  // Refused calls, and what only programs outside the browser print.
  ["no pending device request", "unknown-request"],
  ["local fallback pairing state does not contain the gateway request", "unknown-request"],
  ["that request was superseded by a newer pending request", "unknown-request"],
  ["device pairing approval denied", "denied"],
  ["device pairing rejection denied", "denied"],
  ["device pairing removal denied", "denied"],
  ["device pairing rename denied", "denied"],
  ["device token rotation denied", "denied"],
  ["device token revocation denied", "denied"],
  ["missing scope: operator.", "missing-scope"],
  ["is missing operator.", "missing-scope"],
  ["invalid device.pair.", "invalid-params"],
  ["invalid device.token.", "invalid-params"],
  ["gateway request timeout for", "timeout"],
  ["proxy client attribution is required", "untrusted-proxy"],
  ["proxy headers detected from untrusted address", "untrusted-proxy"],
  ["gateway ingress attribution required", "untrusted-proxy"],
  ["uses plaintext ws:// to a non-loopback address", "insecure-address"],
  ["use wss:// for remote hosts", "insecure-address"],
  ["gateway url override requires explicit credentials", "needs-credentials"],
  ["gateway tls fingerprint", "tls-failed"],
];

/** Hardly anything else says this of a gateway. */
const OF_A_GATEWAY: readonly Phrase[] = [
  ["origin not allowed", "CONTROL_UI_ORIGIN_NOT_ALLOWED"],
  ["pairing required", "PAIRING_REQUIRED"],
  ["needs pairing approval", "PAIRING_REQUIRED"],
  ["device token mismatch", "AUTH_DEVICE_TOKEN_MISMATCH"],
  ["device token rejected", "AUTH_DEVICE_TOKEN_MISMATCH"],
  ["device token scope mismatch", "AUTH_SCOPE_MISMATCH"],
  ["device identity required", "DEVICE_IDENTITY_REQUIRED"],
  ["device identity mismatch", "DEVICE_AUTH_DEVICE_ID_MISMATCH"],
  ["device nonce required", "DEVICE_AUTH_NONCE_REQUIRED"],
  ["device nonce mismatch", "DEVICE_AUTH_NONCE_MISMATCH"],
  ["device signature invalid", "DEVICE_AUTH_SIGNATURE_INVALID"],
  ["device signature expired", "DEVICE_AUTH_SIGNATURE_EXPIRED"],
  ["device public key invalid", "DEVICE_AUTH_PUBLIC_KEY_INVALID"],
  ["too many failed authentication attempts", "AUTH_RATE_LIMITED"],
  ["protocol mismatch", "PROTOCOL_MISMATCH"],
  ["unknown requestid", "unknown-request"],
  ["unknown deviceid", "unknown-device"],
];

/** Other programs say this as well. */
const OF_OPENCLAW: readonly Phrase[] = [
  ["bootstrap token invalid", "AUTH_BOOTSTRAP_TOKEN_INVALID"],
  ["tailscale identity missing", "AUTH_TAILSCALE_IDENTITY_MISSING"],
  ["tailscale proxy headers missing", "AUTH_TAILSCALE_PROXY_MISSING"],
  ["tailscale identity check failed", "AUTH_TAILSCALE_WHOIS_FAILED"],
  ["tailscale identity mismatch", "AUTH_TAILSCALE_IDENTITY_MISMATCH"],
  ["pairing-pending", "PAIRING_REQUIRED"],
  ["client version mismatch", "CLIENT_VERSION_MISMATCH"],
  ["gateway starting", "starting"],
  ["connect challenge", "no-challenge"],
  ["handshake timeout", "no-challenge"],
  ["invalid request frame", "invalid-connect"],
  ["invalid handshake", "invalid-connect"],
  ["invalid role", "invalid-connect"],
  ["slow consumer", "slow-consumer"],
  ["device removed", "device-removed"],
  ["service restart", "closed-1012"],
  ["gateway shutting down", "closed-1012"],
  ["unauthorized role", "wrong-role"],
  ["unknown method", "unknown-method"],
  ["requires operator.", "missing-scope"],
  ["gateway timeout after", "timeout"],
  ["gateway not connected", "not-sent"],
  ["over plaintext ws://", "insecure-address"],
  ["insecure websocket endpoint", "insecure-address"],
];

const ALL: readonly Phrase[] = [...UNMISTAKABLE, ...OF_A_GATEWAY, ...OF_OPENCLAW];

/** People and programs write `pairing-required` and `pairing_required` as well; every character keeps its place. */
function spaced(text: string): string {
  return text.toLowerCase().replace(/[-_]/g, " ");
}

const SPACED_ALL = ALL.map(([phrase, id]): Phrase => [spaced(phrase), id]);

const COUNTED: Readonly<Record<Context, readonly Phrase[]>> = {
  openclaw: SPACED_ALL,
  "a-gateway": SPACED_ALL.slice(0, UNMISTAKABLE.length + OF_A_GATEWAY.length),
  none: SPACED_ALL.slice(0, UNMISTAKABLE.length),
};

/** A reason that was found in a longer text, and where its words begin. */
export interface FoundReason {
  readonly id: string;
  readonly index: number;
}

/**
 * The reason that a longer text (lines of a log, the output of a command) tells last: an older line may tell of
 * something that has been mended since.
 * @param context what also other programs say is only taken where it is clear who speaks, or where nothing else is said
 */
export function findPhrase(text: string, context: Context): FoundReason | null {
  const words = spaced(text);
  let found: FoundReason | null = null;
  for (const [phrase, id] of COUNTED[context]) {
    const index = words.lastIndexOf(phrase);
    if (index >= 0 && (found === null || index > found.index)) found = { id, index };
  }
  const whole = SPACED_ALL.find(([phrase]) => phrase === words);
  return found ?? (whole ? { id: whole[1], index: 0 } : null);
}

/** A cut text shorter than this could be the beginning of anything. */
const SHORTEST_CUT = 12;

/** The reason that a text names, or null. */
export function phraseReason(text: string): string | null {
  const words = text.toLowerCase().trim();
  const named = ALL.find(([phrase]) => words.includes(phrase));
  if (named) return named[1];
  // A text that was cut: perhaps it is the beginning of exactly one reason.
  const begun = words.replace(/^unauthorized: /, "");
  if (begun.length >= SHORTEST_CUT && begun !== "unauthorized") {
    const [only, ...more] = new Set(
      ALL.filter(([phrase]) => phrase.replace(/^unauthorized: /, "").startsWith(begun)).map(([, id]) => id),
    );
    if (only !== undefined && more.length === 0) return only;
  }
  return words.includes("unauthorized") ? "AUTH_UNAUTHORIZED" : null;
}
