/** One text for a support thread, without secrets. */

import type { Attempt, StoredCredentials } from "./connection/attempt.ts";
import type { ConnectionState, Hello } from "./connection/state.ts";
import { formatElapsed } from "#lib/time.ts";

import { maskAddress, maskText } from "./mask.ts";

/** What is known. Every text in it may be hostile or hold a secret. */
export interface DiagnosticsInput {
  readonly createdAtMs: number;
  /** Shows hosts as they are. User names, paths, queries and fragments are left out in any case. */
  readonly withAddresses: boolean;
  readonly page: {
    readonly version: string;
    /** The file that the page was built into; its name changes with every build. */
    readonly build: string | null;
    readonly origin: string;
    /** Family and platform, `Chrome on Linux`. */
    readonly browser: string;
    readonly browserVersion: number | null;
    readonly isSecureContext: boolean;
    readonly isOnline: boolean;
  };
  readonly gatewayUrl: string | null;
  /** The phase that the connection is in. */
  readonly connection: ConnectionState["phase"];
  /** The session that stands; null while there is none. */
  readonly session: Hello | null;
  /** null where they are not known. */
  readonly storedCredentials: StoredCredentials | null;
  /** The gateway's clock minus this browser's; null before any challenge. */
  readonly clockDifferenceMs: number | null;
  /** The newest last. */
  readonly attempts: readonly Attempt[];
  readonly findings: readonly { readonly id: string; readonly title: string }[];
  readonly unreadable: { readonly frames: number; readonly entries: number };
  readonly devices: { readonly paired: number; readonly pending: number } | null;
}

const SHOWN_ATTEMPTS = 8;
const MOST_SCOPES = 16;

/**
 * The diagnostics as plain text that reads well as Markdown, too. Texts of the gateway go through `maskText`, everything
 * else must look like what it claims to be. No tokens, no keys, no device names; addresses only as `withAddresses`
 * says. Never throws.
 */
export function diagnosticsText(input: DiagnosticsInput): string {
  const { page, session, devices, unreadable, withAddresses } = input;
  const mask = masker(input);
  const attempts = input.attempts.slice(-SHOWN_ATTEMPTS).toReversed();
  const browserVersion = page.browserVersion === null ? "" : ` ${whole(page.browserVersion)}`;
  return [
    "## Gatehouse diagnostics",
    "",
    `- Created: ${timeOf(input.createdAtMs)}`,
    `- Page: version ${versionOf(page.version)}, build ${buildOf(page.build)}`,
    `- Page address: ${maskAddress(page.origin, withAddresses)}${page.isSecureContext ? "" : ", NOT a secure context"}`,
    `- Browser: ${browserOf(page.browser)}${browserVersion}, ${page.isOnline ? "online" : "OFFLINE"}`,
    `- Gateway address: ${input.gatewayUrl === null ? "none" : maskAddress(input.gatewayUrl, withAddresses)}`,
    `- Connection: ${wordOf(input.connection)}`,
    ...(session
      ? [
          `- Gateway: version ${versionOf(session.serverVersion)}, protocol ${whole(session.protocol)}, ${session.methods.length} methods`,
          `- Session: signed in by ${wordOf(session.authMethod)}, scopes: ${scopesOf(session.scopes)}`,
        ]
      : []),
    `- Stored credentials: ${storedOf(input.storedCredentials)}`,
    `- Gateway clock: ${clockOf(input.clockDifferenceMs)}`,
    `- Devices: ${devices ? `${whole(devices.paired)} paired, ${whole(devices.pending)} pending` : "not read"}`,
    `- Unreadable: ${whole(unreadable.frames)} frames, ${whole(unreadable.entries)} entries`,
    "",
    "### Findings",
    "",
    ...(input.findings.length === 0 ? ["None."] : []),
    ...input.findings.map(({ id, title }) => `- ${codeOf(id)}: ${mask(title)}`),
    "",
    "### Last attempts, newest first",
    "",
    ...(attempts.length === 0 ? ["None."] : []),
    ...attempts.flatMap((attempt, index) => attemptLines(attempt, index + 1, mask, withAddresses)),
    "",
  ].join("\n");
}

type Mask = (text: string) => string;

/** Masks the known hosts also where nothing else shows that a word is a host. */
function masker({ page, gatewayUrl, attempts, withAddresses }: DiagnosticsInput): Mask {
  const urls = [page.origin, gatewayUrl ?? "", ...attempts.map((attempt) => attempt.gatewayUrl)];
  const hosts = urls.flatMap((url) => (URL.canParse(url) ? [new URL(url).hostname.toLowerCase()] : []));
  return (text) => maskText(text, { hosts: hosts.filter(Boolean), withAddresses });
}

function attemptLines(attempt: Attempt, number: number, mask: Mask, withAddresses: boolean): string[] {
  const { phases, startedAtMs, failure, credential, followUp, clockDifferenceMs } = attempt;
  const after = (atMs: number) => `+${formatElapsed(atMs - startedAtMs)}`;
  const steps = phases.map(({ phase, atMs }) => `${wordOf(phase)} ${after(atMs)}`);
  const lines = [
    `${number}. ${timeOf(startedAtMs)}, ${maskAddress(attempt.gatewayUrl, withAddresses)}`,
    `   - phases: ${steps.join(", ") || "none"}`,
    `   - credential: ${wordOf(credential ?? "none")}; asked for: ${scopesOf(attempt.scopes)}; clock: ${clockOf(clockDifferenceMs)}`,
  ];
  if (!failure) return lines;
  const closed = failure.closeCode === null ? "" : `, close ${whole(failure.closeCode)}`;
  const retry = failure.retryAfterMs === null ? "" : `, retry after ${formatElapsed(failure.retryAfterMs)}`;
  lines.push(
    `   - failed ${after(failure.atMs)}: ended by ${wordOf(failure.endedBy)}, code ${codeOf(failure.code)}, error ${codeOf(failure.errorCode)}${closed}${retry}`,
  );
  if (failure.message) lines.push(`   - message: ${mask(failure.message)}`);
  if (failure.closeReason && failure.closeReason !== failure.message) {
    lines.push(`   - close reason: ${mask(failure.closeReason)}`);
  }
  lines.push(`   - then: ${wordOf(followUp ?? "nothing yet")}`);
  return lines;
}

/** Our own terms, and the few that gateways use for ways to sign in. Anything else is not shown. */
const WORDS: ReadonlySet<string> = new Set(
  `idle opening opened challenged authenticating signed connected waiting blocked
   none token shared-token password device-token shared-and-device-token
   tailscale trusted-proxy bootstrap-token
   retry retry-with-device-token retry-with-shared-credentials retry-as-development-build
   retry-with-new-challenge wait-for-approval stop
   refusal closed not-opened no-challenge no-answer unreadable silence storage page`.split(/\s+/),
);

function wordOf(word: string | undefined): string {
  if (word === undefined) return "not said";
  return WORDS.has(word) || word === "nothing yet" ? word : "something unknown";
}

function storedOf(stored: StoredCredentials | null): string {
  if (stored === null) return "unknown";
  return listOf([
    ...(stored.deviceTokenScopes === null ? [] : ["device-token"]),
    ...(stored.hasSharedToken ? ["shared-token"] : []),
    ...(stored.hasPassword ? ["password"] : []),
  ]);
}

function versionOf(version: string | undefined): string {
  if (version === undefined) return "unknown";
  return /^v?\d{1,4}(?:\.\d{1,4}){1,3}(?:-(?:alpha|beta|rc|dev|next)[.-]?\d{0,4})?$/.test(version)
    ? version
    : "in an unknown form";
}

function buildOf(build: string | null): string {
  return build !== null && /^index-[\w-]{8}\.js$/.test(build) ? build : "unknown";
}

function browserOf(browser: string): string {
  return /^(?:Edge|Opera|Firefox|Chromium|Chrome|Safari|Browser)(?: on (?:iOS|Android|Windows|macOS|ChromeOS|Linux))?$/.test(
    browser,
  )
    ? browser
    : "unknown";
}

/** A gateway's code, or an id of a finding: `AUTH_TOKEN_MISMATCH`, `closed-1006`. */
function codeOf(code: string | null): string {
  if (code === null) return "none";
  return /^(?:[A-Z]{1,16}(?:_[A-Z]{1,16}){0,7}|[a-z]{1,16}(?:-(?:[a-z]{1,16}|\d{4})){0,7})$/.test(code)
    ? code
    : "in an unknown form";
}

function scopesOf(scopes: readonly string[]): string {
  const known = scopes.filter((scope) => /^operator\.[a-z]{1,16}(?:\.[a-z]{1,16})?$/.test(scope));
  const others = scopes.length - known.length;
  const more = [...known.slice(0, MOST_SCOPES), ...(others > 0 ? [`${others} of other kinds`] : [])];
  return listOf(more);
}

function listOf(items: readonly string[]): string {
  return items.length === 0 ? "none" : items.join(", ");
}

function clockOf(differenceMs: number | null): string {
  if (differenceMs === null) return "no challenge yet";
  if (Math.abs(differenceMs) < 1_000) return "agrees with this browser’s";
  return `${formatElapsed(Math.abs(differenceMs))} ${differenceMs > 0 ? "ahead" : "behind"}`;
}

function timeOf(epochMs: number): string {
  const time = new Date(epochMs);
  return Number.isNaN(time.getTime()) ? "unknown" : time.toISOString();
}

function whole(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value)) : "unknown";
}
