/** Finds the reason in words: of gateways that send no code, of close reasons, which may be cut short, and of logs. */

/**
 * Beginnings of what gateways say, and what they mean; the closer ones first. Read from the sources of 2026.3.13
 * and 2026.9.6.
 */
const SIGNATURES: readonly (readonly [text: string, id: string])[] = [
  ["unauthorized: gateway token missing", "AUTH_TOKEN_MISSING"],
  ["unauthorized: gateway token mismatch", "AUTH_TOKEN_MISMATCH"],
  ["unauthorized: gateway token not configured", "AUTH_TOKEN_NOT_CONFIGURED"],
  ["unauthorized: gateway password missing", "AUTH_PASSWORD_MISSING"],
  ["unauthorized: gateway password mismatch", "AUTH_PASSWORD_MISMATCH"],
  ["unauthorized: gateway password not configured", "AUTH_PASSWORD_NOT_CONFIGURED"],
  ["unauthorized: bootstrap token invalid", "AUTH_BOOTSTRAP_TOKEN_INVALID"],
  ["unauthorized: tailscale identity missing", "AUTH_TAILSCALE_IDENTITY_MISSING"],
  ["unauthorized: tailscale proxy headers missing", "AUTH_TAILSCALE_PROXY_MISSING"],
  ["unauthorized: tailscale identity check failed", "AUTH_TAILSCALE_WHOIS_FAILED"],
  ["unauthorized: tailscale identity mismatch", "AUTH_TAILSCALE_IDENTITY_MISMATCH"],
  ["unauthorized: too many failed authentication attempts", "AUTH_RATE_LIMITED"],
  ["unauthorized: device token mismatch", "AUTH_DEVICE_TOKEN_MISMATCH"],
  ["unauthorized: device token rejected", "AUTH_DEVICE_TOKEN_MISMATCH"],
  ["unauthorized: device token scope mismatch", "AUTH_SCOPE_MISMATCH"],
  ["origin not allowed", "CONTROL_UI_ORIGIN_NOT_ALLOWED"],
  ["protocol mismatch", "PROTOCOL_MISMATCH"],
  ["pairing required", "PAIRING_REQUIRED"],
  ["role upgrade pending", "PAIRING_REQUIRED"],
  ["scope upgrade pending", "PAIRING_REQUIRED"],
  ["device metadata change pending", "PAIRING_REQUIRED"],
  ["control ui requires device identity", "CONTROL_UI_DEVICE_IDENTITY_REQUIRED"],
  ["device identity required", "DEVICE_IDENTITY_REQUIRED"],
  ["device identity mismatch", "DEVICE_AUTH_DEVICE_ID_MISMATCH"],
  ["device nonce required", "DEVICE_AUTH_NONCE_REQUIRED"],
  ["device nonce mismatch", "DEVICE_AUTH_NONCE_MISMATCH"],
  ["device signature invalid", "DEVICE_AUTH_SIGNATURE_INVALID"],
  ["device signature expired", "DEVICE_AUTH_SIGNATURE_EXPIRED"],
  ["device public key invalid", "DEVICE_AUTH_PUBLIC_KEY_INVALID"],
  ["client version mismatch", "CLIENT_VERSION_MISMATCH"],
  ["gateway access is no longer active", "access-ended"],
  ["gateway starting", "starting"],
  ["connect challenge", "no-challenge"],
  ["handshake timeout", "no-challenge"],
  ["invalid connect params", "invalid-connect"],
  ["invalid request frame", "invalid-connect"],
  ["invalid handshake", "invalid-connect"],
  ["invalid role", "invalid-connect"],
  ["slow consumer", "slow-consumer"],
  ["repeated unauthorized calls", "unauthorized-calls"],
  ["device removed", "device-removed"],
  ["gateway auth changed", "auth-changed"],
  ["service restart", "closed-1012"],
  ["gateway shutting down", "closed-1012"],
  ["is asking for a higher role than currently approved", "PAIRING_REQUIRED"],
  ["is asking for more scopes than currently approved", "PAIRING_REQUIRED"],
  ["device identity changed and must be re-approved", "PAIRING_REQUIRED"],
  ["device is not approved yet", "PAIRING_REQUIRED"],
  ["device identity required (use https", "DEVICE_IDENTITY_REQUIRED"],
  // Refused calls, and what only programs outside the browser print.
  ["unknown requestid", "unknown-request"],
  ["no pending device request", "unknown-request"],
  ["unknown deviceid", "unknown-device"],
  ["device pairing approval denied", "denied"],
  ["device pairing rejection denied", "denied"],
  ["device pairing removal denied", "denied"],
  ["device pairing rename denied", "denied"],
  ["device token rotation denied", "denied"],
  ["device token revocation denied", "denied"],
  ["missing scope: operator.", "missing-scope"],
  ["invalid device.", "invalid-params"],
  ["unauthorized role", "wrong-role"],
  ["unknown method", "unknown-method"],
  ["gateway request timeout", "timeout"],
  ["gateway timeout after", "timeout"],
  ["gateway not connected", "not-sent"],
  ["proxy client attribution is required", "untrusted-proxy"],
  ["proxy headers detected from untrusted address", "untrusted-proxy"],
  ["unexpected response code: 403", "untrusted-proxy"],
  ["unexpected server response: 403", "untrusted-proxy"],
  ["over plaintext ws://", "insecure-address"],
  ["uses plaintext ws:// to a non-loopback address", "insecure-address"],
  ["insecure websocket endpoint", "insecure-address"],
  ["gateway url override requires explicit credentials", "needs-credentials"],
  ["wrong version number", "tls-failed"],
  ["gateway tls fingerprint", "tls-failed"],
  ["self-signed certificate", "tls-failed"],
  ["self signed certificate", "tls-failed"],
  ["err_cert_", "tls-failed"],
  ["unauthorized", "AUTH_UNAUTHORIZED"],
];

/** What other programs say too: means something only where it is clear that a gateway is spoken of. */
const AMBIGUOUS: ReadonlySet<string> = new Set([
  "origin not allowed",
  "protocol mismatch",
  "pairing required",
  "device token mismatch",
  "device token rejected",
  "too many failed authentication attempts",
  "device identity required",
  "device identity mismatch",
  "device nonce required",
  "device nonce mismatch",
  "device signature invalid",
  "device signature expired",
  "device public key invalid",
  "client version mismatch",
  "connect challenge",
  "handshake timeout",
  "invalid request frame",
  "invalid handshake",
  "invalid role",
  "slow consumer",
  "device removed",
  "service restart",
  "unknown requestid",
  "unknown deviceid",
  "unknown method",
  "invalid device.",
  "unauthorized role",
  "unexpected response code: 403",
  "unexpected server response: 403",
  "over plaintext ws://",
  "insecure websocket endpoint",
  "wrong version number",
  "self-signed certificate",
  "self signed certificate",
  "err_cert_",
  "unauthorized",
]);

/** A reason that was found in a longer text, and where its words begin. */
export interface FoundReason {
  readonly id: string;
  readonly index: number;
}

/**
 * The reason that a longer text (lines of a log, the output of a command) tells last: an older line may tell of
 * something that has been mended since. "unauthorized" counts only where nothing closer is said.
 * @param isOfGateway the text is surely about a gateway, so that also what other programs say is taken
 */
export function findReason(text: string, isOfGateway: boolean): FoundReason | null {
  const words = text.toLowerCase();
  let found: FoundReason | null = null;
  for (const [signature, id] of SIGNATURES) {
    const short = signature.replace(/^unauthorized: /, "");
    const isSure = isOfGateway || !AMBIGUOUS.has(short);
    const at = words.lastIndexOf(isSure ? short : signature);
    const isTaken =
      at >= 0 && (isSure || short !== signature || words === signature) && id !== "AUTH_UNAUTHORIZED";
    if (isTaken && (found === null || at > found.index)) found = { id, index: at };
  }
  if (found !== null) return found;
  const at = words.lastIndexOf("unauthorized");
  return at >= 0 && (isOfGateway || words === "unauthorized") ? { id: "AUTH_UNAUTHORIZED", index: at } : null;
}

/** A cut text shorter than this could be the beginning of anything. */
const SHORTEST_CUT = 12;

/** The reason that a text names, or null. */
export function recogniseReason(text: string): string | null {
  const words = text.toLowerCase().trim();
  const named = SIGNATURES.find(([signature]) => words.includes(signature));
  // "unauthorized" alone, or a text that was cut: perhaps it is the beginning of exactly one reason.
  if (named && named[1] !== "AUTH_UNAUTHORIZED") return named[1];
  if (words.length >= SHORTEST_CUT && words !== "unauthorized") {
    const begun = new Set(
      SIGNATURES.filter(([signature]) => signature.startsWith(words)).map(([, id]) => id),
    );
    const [only] = begun;
    if (begun.size === 1 && only !== undefined) return only;
  }
  return named?.[1] ?? null;
}
