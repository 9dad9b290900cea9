/** `reason=`, `authReason` and `cause` in the logs of gateways. */

import { tableOf } from "#lib/table.ts";

import type { FoundReason } from "./phrases.ts";

/** What the words stand for. From the sources of 2026.3.13, 2026.6.11 and 2026.9.6. */
const REASONS = tableOf({
  token_missing: "AUTH_TOKEN_MISSING",
  token_mismatch: "AUTH_TOKEN_MISMATCH",
  token_missing_config: "AUTH_TOKEN_NOT_CONFIGURED",
  token_redacted_config: "AUTH_UNAUTHORIZED",
  password_missing: "AUTH_PASSWORD_MISSING",
  password_mismatch: "AUTH_PASSWORD_MISMATCH",
  password_missing_config: "AUTH_PASSWORD_NOT_CONFIGURED",
  password_redacted_config: "AUTH_UNAUTHORIZED",
  bootstrap_token_invalid: "AUTH_BOOTSTRAP_TOKEN_INVALID",
  "bootstrap-token-consume-failed": "AUTH_BOOTSTRAP_TOKEN_INVALID",
  device_token_mismatch: "AUTH_DEVICE_TOKEN_MISMATCH",
  scope_mismatch: "AUTH_SCOPE_MISMATCH",
  rate_limited: "AUTH_RATE_LIMITED",
  tailscale_user_missing: "AUTH_TAILSCALE_IDENTITY_MISSING",
  tailscale_proxy_missing: "AUTH_TAILSCALE_PROXY_MISSING",
  tailscale_whois_failed: "AUTH_TAILSCALE_WHOIS_FAILED",
  tailscale_user_mismatch: "AUTH_TAILSCALE_IDENTITY_MISMATCH",
  gateway_auth_required: "AUTH_REQUIRED",
  "authenticated-profile-unavailable": "AUTHENTICATED_PROFILE_UNAVAILABLE",
  trusted_proxy_user_missing: "AUTH_IDENTITY_HEADER_REQUIRED",
  trusted_proxy_user_not_allowed: "AUTH_UNAUTHORIZED",
  trusted_proxy_origin_not_allowed: "CONTROL_UI_ORIGIN_NOT_ALLOWED",
  proxy_attribution_required: "untrusted-proxy",
  "missing-ingress-attribution": "untrusted-proxy",
  origin_not_allowed: "CONTROL_UI_ORIGIN_NOT_ALLOWED",
  "origin-mismatch": "CONTROL_UI_ORIGIN_NOT_ALLOWED",
  "protocol-mismatch": "PROTOCOL_MISMATCH",
  "control-ui-build-mismatch": "PROTOCOL_MISMATCH",
  "control-ui-insecure-auth": "CONTROL_UI_DEVICE_IDENTITY_REQUIRED",
  "device-required": "DEVICE_IDENTITY_REQUIRED",
  "device-id-mismatch": "DEVICE_AUTH_DEVICE_ID_MISMATCH",
  "device-public-key": "DEVICE_AUTH_PUBLIC_KEY_INVALID",
  "device-signature": "DEVICE_AUTH_SIGNATURE_INVALID",
  "device-signature-stale": "DEVICE_AUTH_SIGNATURE_EXPIRED",
  "device-nonce-missing": "DEVICE_AUTH_NONCE_REQUIRED",
  "device-nonce-mismatch": "DEVICE_AUTH_NONCE_MISMATCH",
  "device-auth-invalid": "DEVICE_AUTH_INVALID",
  "pairing-required": "PAIRING_REQUIRED",
  "not-paired": "PAIRING_REQUIRED",
  "role-upgrade": "PAIRING_REQUIRED",
  "scope-upgrade": "PAIRING_REQUIRED",
  "metadata-upgrade": "PAIRING_REQUIRED",
  "operator-access-denied": "access-ended",
  "operator-access-closed": "access-ended",
  "handshake-timeout": "no-challenge",
  "invalid-handshake": "invalid-connect",
  "invalid-role": "invalid-connect",
  "invalid-client": "invalid-connect",
  "startup-sidecars": "starting",
  "startup-sidecars-pending": "starting",
  "gateway-restarting": "closed-1012",
  "gateway-suspending": "closed-1012",
  "gateway-auth-rotated": "auth-changed",
  "repeated-unauthorized-requests": "unauthorized-calls",
  "outbound-buffer-exceeded": "slow-consumer",
});

const NAMED = /(?:reason|cause)["'`*]{0,3} ?[=:] ?["'`*]{0,3}([a-z][a-z0-9_-]{2,80})/gi;

/** The reason that is named last; one that says little only where there is no other. */
export function findLogReason(plain: string): FoundReason | null {
  let found: FoundReason | null = null;
  for (const { 1: word = "", index } of plain.matchAll(NAMED)) {
    const id = idOf(word.toLowerCase());
    if (id !== undefined && (found === null || !isGeneral(id))) found = { id, index };
  }
  return found;
}

/** It says no more than that something was refused. */
export function isGeneral(id: string): boolean {
  return id === "AUTH_UNAUTHORIZED" || id === "DEVICE_AUTH_INVALID";
}

function idOf(word: string): string | undefined {
  const known = REASONS.get(word);
  if (known !== undefined || !word.startsWith("trusted_proxy_")) return known;
  // The name of the header that is missing is a part of the word.
  return word.startsWith("trusted_proxy_missing_header_")
    ? "AUTH_IDENTITY_HEADER_REQUIRED"
    : "untrusted-proxy";
}
