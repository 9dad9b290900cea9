/**
 * The content security policy of the page. It allows any ws or wss address, since people choose their gateway in the page,
 * and http to the same address for the troubleshooter's probe. The built page contains the policy as well, for hosts that
 * send no headers.
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' ws: wss: http: https:",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  // For one fixed address: src/data/kept-page.ts makes it, and a policy can be made only once.
  "trusted-types kept-page",
];

/** Browsers accept this directive in a header only. */
const FRAMES = "frame-ancestors 'none'";

export const CONTENT_SECURITY_POLICY = [...PAGE_POLICY, FRAMES].join("; ");

const REFERRER_POLICY = "no-referrer";

/** The part of the policy that a page can contain, as attributes of `meta` elements. */
export const POLICY_METAS: readonly Readonly<Record<string, string>>[] = [
  { "http-equiv": "Content-Security-Policy", content: PAGE_POLICY.join("; ") },
  { name: "referrer", content: REFERRER_POLICY },
];

const UNUSED_FEATURES = [
  "accelerometer",
  "browsing-topics",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "publickey-credentials-get",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

/** Sent with every response. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Sent with everything that a browser may show as a page; useless with scripts and styles. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": CONTENT_SECURITY_POLICY,
  "Referrer-Policy": REFERRER_POLICY,
  "X-Frame-Options": "DENY",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": UNUSED_FEATURES.map((feature) => `${feature}=()`).join(", "),
};

/** How long a file may be cached: names below `assets/` have a hash of the content, so these never change. */
export function cacheControl(pathname: string): string {
  return pathname.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}
