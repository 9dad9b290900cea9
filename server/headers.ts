/**
 * What the page may do. It names no gateway: which one the page connects to is chosen in the page, and any ws or
 * wss address can be a gateway. The troubleshooter asks the same address over http whether anything answers there.
 * The built page says it itself, too, for hosts that send no headers.
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
  "trusted-types 'none'",
];

/** Browsers heed this one only in a header. */
const FRAMES = "frame-ancestors 'none'";

export const CONTENT_SECURITY_POLICY = [...PAGE_POLICY, FRAMES].join("; ");

const REFERRER_POLICY = "no-referrer";

/** What of the policy a page can say itself: the attributes of a `meta` each. */
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

/** Sent with every answer, whatever it is. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Sent with whatever a browser may show as a page; with a page's scripts and styles they would only be bytes. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": CONTENT_SECURITY_POLICY,
  "Referrer-Policy": REFERRER_POLICY,
  "X-Frame-Options": "DENY",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": UNUSED_FEATURES.map((feature) => `${feature}=()`).join(", "),
};

/** How long a file may be kept: names below `assets/` carry a hash of the content and so never change. */
export function cacheControl(pathname: string): string {
  return pathname.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}
