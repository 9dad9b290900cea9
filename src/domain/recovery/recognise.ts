/** Finds the reason in words, for gateways that send no code and for close reasons, which may be cut short. */

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
  ["unauthorized", "AUTH_UNAUTHORIZED"],
];

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
