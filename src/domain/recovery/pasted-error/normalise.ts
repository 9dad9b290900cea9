/** Brings a pasted text into a form in which phrases can be found, and separates what other programs say in it. */

import { stripHidden } from "#lib/hidden-characters.ts";

/** A pasted text on one line each, without colours, frames, escapes and hidden characters. */
export interface NormalisedText {
  /** What a gateway, a program of OpenClaw or a person says. */
  readonly own: string;
  /** What other programs say in between: chat channels that have gateways of their own, web servers. */
  readonly others: string;
}

/** How much of the beginning and of the end of a text is read: a megabyte of log must not cost a frame. */
const WINDOW = 24_000;

const [ESC, BEL] = [String.fromCodePoint(27), String.fromCodePoint(7)];
const ANSI = new RegExp(`${ESC}(?:\\[[0-9;?]{0,20}[A-Za-z]|\\][^${BEL}]{0,200}${BEL})`, "g");
/** Frames around the output of the CLI, and quotes of chats. */
const FRAME = /[│┃║◇◆●■┌┐└┘├┤─]|^[>|][ \t]/gm;

/** What only OpenClaw's own programs print or send, whoever else is named on the same line. */
const OWN_FORM =
  /: ?18789\b|wss?:\/\/[^\s/]{0,80}(?:openclaw|clawd)|gatewayclientrequesterror|gatewaytransporterror|gateway (?:connect|call|agent|start) failed|gateway (?:target|url|status):|gateway (?:is )?(?:not reachable|unreachable)|gateway (?:disconnected:|rejected|failed to start|auth (?:is|mode)|closed(?: before ready)? \()|node host|control ui|\[ws\]|gateway\/ws|closed before connect|unauthorized (?:conn|peer|remote|client|reason)=|\bconn=[0-9a-f-]{1,36} (?:peer|remote)=|(?:trusted_proxy|tailscale_(?:user|proxy|whois))_\w|device_token_mismatch|bootstrap_token_invalid|proxy_attribution_required|(?:token|password)_(?:missing|redacted)_config|operator\.(?:admin|read|write|pairing|approvals)|"type":\s?"res"|not_paired|canretrywithdevicetoken|recommendednextstep|(?:rpc|connectivity|read) probe|\bdevice\.(?:pair|token)\.|errorcode=invalid_request|security audit: device|gateway (?:pairing|role upgrade|scope upgrade|device refresh) approval/i;
/** The product, but not in a path, an address, or the name of a package or an image. */
const OWN_NAME = /(?<![\w./@-])(?:open-?claw|clawd(?:bot|is)|moltbot)(?!\.\w|[/@]|-\d|:(?:latest|\d))/i;
/** What OpenClaw's own page shows, and few others. */
const OWN_PAGE = /disconnected ?\(\d{4}\)/i;
/** Tells of some gateway: enough for words that hardly anything else says. */
const A_GATEWAY = /\[gateway\w*\]|gateway(?: error| logs?)?:|gatewayclient/i;

const CHANNELS =
  "discord|telegram|slack|whatsapp|signal|imessage|bluebubbles|matrix|msteams|googlechat|feishu|mattermost|twitch|zalo|apns|fcm";
const SERVERS = "nginx|traefik|caddy|kong|envoy|haproxy|apache|cloudflared|postgres|redis|mosquitto";
/** The form of lines of other programs; their names alone prove nothing, since people mention them. */
const OTHER_FORM = new RegExp(
  [
    String.raw`gateway/channels/|\[(?:${CHANNELS})[\w/ -]*\]|"subsystem": ?"(?:${CHANNELS})|\b(?:${CHANNELS})(?:[.-]\w+)?(?: (?:gateway|bot|client|websocket|socket|shard \d+)){0,2}: |\b(?:${CHANNELS}) gateway\b`,
    String.raw`^(?:${SERVERS})[\w.-]*\s+\||\d+#\d+: \*\d+|"(?:GET|POST|PUT|HEAD|OPTIONS) \S{1,500} HTTP/|\bnginx/\d`,
    String.raw`error.{0,80}(?:cloudflare|ray id)|cloudflare.{0,80}error`,
    String.raw`^(?:npm (?:error|err!|warn)|kubectl|docker:|failed to pull)`,
  ].join("|"),
  "i",
);

export function normaliseText(text: string): NormalisedText {
  const part =
    text.length <= 2 * WINDOW ? text : `${wholeWords(text.slice(0, WINDOW))}\n${text.slice(-WINDOW)}`;
  const lines = part
    .replace(ANSI, "")
    .replace(FRAME, " ")
    .replace(/\\{1,4}(?:u0022|")/g, '"')
    .replace(/\\{1,4}[nrt]/g, " ")
    .normalize("NFKC")
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[\p{Pi}\p{Pf}„″〈-】]/gu, '"')
    .replace(/[\p{Pd}−]/gu, "-")
    .split("\n");
  const isOthers = (line: string) => OTHER_FORM.test(line.trim()) && !OWN_FORM.test(line);
  return {
    own: onOneLine(lines.filter((line) => !isOthers(line))),
    others: onOneLine(lines.filter(isOthers)),
  };
}

/**
 * What a text is about: `openclaw`, some gateway, or nothing of which that could be said. What other programs say as
 * well counts only where it is clear that OpenClaw is spoken of.
 */
export type Context = "openclaw" | "a-gateway" | "none";

export function contextOf(plain: string): Context {
  if (OWN_FORM.test(plain) || OWN_NAME.test(plain) || OWN_PAGE.test(plain)) return "openclaw";
  return A_GATEWAY.test(plain) ? "a-gateway" : "none";
}

/** Also without quotes and punctuation around it. */
function onOneLine(lines: readonly string[]): string {
  const line = stripHidden(lines.join(" ").replace(/\s+/g, " ")).trim();
  return line
    .replace(/^["'`]{1,3}/, "")
    .replace(/["'`.!]{1,3}$/, "")
    .replace(/^error: /i, "");
}

/** Drops the last word, which may be the beginning of a secret. */
function wholeWords(text: string): string {
  return text.slice(0, Math.max(text.lastIndexOf(" "), text.lastIndexOf("\n"), 0));
}
