import {
  GATEWAY_CLIENT_IDS,
  GATEWAY_CLIENT_MODES,
  type ConnectParams,
} from "@openclaw/gateway-client/browser";

/** The scopes that this page asks for: those of the stock page. */
export const REQUESTED_SCOPES = [
  "operator.admin",
  "operator.read",
  "operator.write",
  "operator.approvals",
  "operator.pairing",
] as const;

/** The scopes of a single-use token of `openclaw dashboard`: gateways accept it with exactly these. */
export const OWNER_SCOPES = [
  "operator.admin",
  "operator.approvals",
  "operator.pairing",
  "operator.questions",
  "operator.read",
  "operator.talk.secrets",
  "operator.write",
] as const;

/** The client id that this page uses; see `clientInfo`. */
export const CLIENT_ID = GATEWAY_CLIENT_IDS.CONTROL_UI;

/** This page's role on the gateway. */
export const ROLE = "operator";

/**
 * How this page introduces itself. Gateways accept a closed list of client ids; `openclaw-control-ui` is the
 * one that they pair silently from an allowed origin on loopback (decision 0004).
 */
export function clientInfo(
  identity: { readonly displayName: string; readonly platform: string },
  buildId: string | undefined,
): ConnectParams["client"] {
  return {
    id: CLIENT_ID,
    mode: GATEWAY_CLIENT_MODES.UI,
    version: "gatehouse",
    displayName: identity.displayName,
    platform: identity.platform,
    ...(buildId !== undefined && { buildId }),
  };
}

const BROWSERS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/Edg(?:A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chromium\//, "Chromium"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const PLATFORMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/iPhone|iPad|iPod/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

/**
 * A name and platform for this browser, without versions: it is stored with the key and never changes,
 * since old gateways ask for a new approval when a device's platform changes (`metadata-upgrade`).
 */
export function describeBrowser(userAgent: string): { displayName: string; platform: string } {
  const find = (table: typeof BROWSERS) => table.find(([pattern]) => pattern.test(userAgent))?.[1];
  const platform = find(PLATFORMS);
  return {
    displayName: `${find(BROWSERS) ?? "Browser"}${platform ? ` on ${platform}` : ""}`,
    platform: platform ?? "web",
  };
}
