/**
 * Reads an error that was pasted from anywhere: a terminal, a log, a browser's console, a chat. Whoever pastes does not
 * choose: tokens come along, colours, frames, wrapped lines and megabytes.
 */

import { stripHidden } from "#lib/hidden-characters.ts";

import { redactSecrets } from "#domain/redact.ts";
import { explainConnectFailure, explainRequestError, isKnownCode } from "./explain.ts";
import type { Explanation } from "./explanation.ts";
import { LOG_REASONS } from "./log-reasons.ts";
import { findReason, recogniseReason, type FoundReason } from "./recognise.ts";
import { FAILED_CALLS } from "./requests.ts";

/** What a pasted text tells. Nothing of it is a secret; `message` is the stranger's text, to be shown as such. */
export interface PastedError {
  /** A gateway's code, or the id of an explanation, such as `never-opened`. `explainPasted` gives the explanation. */
  readonly id: string;
  /** The gateway's own code, if the text has it. */
  readonly code: string | null;
  readonly closeCode: number | null;
  /** The words by which it was recognised, redacted and cut. */
  readonly message: string;
  readonly requestId?: string;
  readonly deviceId?: string;
  readonly missingScope?: string;
  /** Why pairing is asked for: `scope-upgrade`, … */
  readonly pairingReason?: string;
  /** Who printed it, as far as its form shows. */
  readonly source: "gateway" | "cli" | "log" | "browser" | "node" | "unknown";
}

/** How much of a text is read: its beginning and its end. A megabyte of log must not cost a frame. */
const WINDOW = 24_000;
const MESSAGE_LENGTH = 240;
/** Longer than the message, so that a secret that crosses the cut is removed before it. */
const MESSAGE_WINDOW = 1_000;

const [ESC, BEL] = [String.fromCodePoint(27), String.fromCodePoint(7)];
const ANSI = new RegExp(`${ESC}(?:\\[[0-9;?]{0,20}[A-Za-z]|\\][^${BEL}]{0,200}${BEL})`, "g");
/** Frames around the output of the CLI, and quotes of chats. */
const FRAME = /[│┃║◇◆●■┌┐└┘├┤─]|^[>|][ \t]/gm;

/** The text speaks of an OpenClaw gateway, or has the form of what one prints or sends. */
const OF_GATEWAY =
  /open-?claw|clawd(?:bot|is)|moltbot|:18789\b|gatewayclientrequesterror|gatewaytransporterror|gateway (?:closed|connect|call|target|url|agent|unreachable|status)\b|disconnected \(\d{4}\)|node host|control ui|\[ws\]|gateway\/ws|closed before connect|operator\.(?:admin|read|write|pairing|approvals)|"type":\s?"res"|not_paired|canretrywithdevicetoken|recommendednextstep|rpc probe|\bdevice\.(?:pair|token)\.|errorcode=invalid_request/i;

/** Codes that other programs use too. */
const COMMON_CODE =
  /^(?:AUTH_(?:REQUIRED|UNAUTHORIZED|RATE_LIMITED|TOKEN_MISSING|PASSWORD_\w+)|PROTOCOL_MISMATCH|PAIRING_REQUIRED)$/;
const CODE = /(?<!\w)(?:AUTH|AUTHENTICATED|DEVICE|CONTROL|PAIRING|PROTOCOL|CLIENT)_[A-Z_]{4,48}(?!\w)/g;
const LOG_REASON = /(?:reason|authReason|cause)["']?[=:] ?["']?([a-z][a-z_-]{3,40})(?![\w-])/gi;
const CLOSE =
  /(?:gateway closed(?: before ready)? \(|disconnected \(|closed \(|(?:close ?|\b)code["']?[=: ] ?)(\d{4})\b/gi;
const TAIL = /(?:gateway closed|disconnected) \(\d{4}[^:]{0,50}\): (.{12,160})$/i;
const UNREACHABLE =
  /websocket connection to .{5,200} failed|can.t establish a connection to the server at|gateway (?:is )?(?:not reachable|unreachable)|(?:gateway connect|wss?:\/\/|:18789).{0,160}(?:econnrefused|connection refused|enotfound|ehostunreach|etimedout)|(?:econnrefused|connection refused).{0,60}:18789/i;
/** Model providers and channels are "unauthorized" in the same logs; this is how a gateway's refusal looks. */
const REFUSED =
  /(?:1008\)?[:,] |connect failed: (?:\w{0,30}error: )?|\bcause=|\breason[:=] ?|^)unauthorized\b(?! role)/i;
const FUTURE_CODE = /"code": ?"([A-Z]{2,20}(?:_[A-Z]{2,20}){1,5})"/g;
const OUTER_CODE = /^(?:INVALID_REQUEST|NOT_PAIRED|NOT_LINKED|AGENT_TIMEOUT|MISSING_SCOPE)$/;
/** Short secrets give themselves away only by their names. */
const LABELLED =
  /((?:token|password|secret|api[_-]?key)["']?(?:=|:[ "']|%3d|: ?(?=\S*\d)| (?=\S*\d))["']?|bearer )[^\s"',;&()]{4,}/gi;
const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const REQUEST_ID = new RegExp(
  `(?:request ?id["']?[:=] ?["']?|approve |request matches )(${UUID})(?![\\w-])`,
  "gi",
);
const DEVICE_ID = /device(?:id)?["']?[:=] ?["']?([0-9a-f]{64})(?!\w)/gi;
const SCOPE = /missing ?scope["']?: ?["']?(operator\.[a-z]{1,24}(?:\.[a-z]{1,24})?)/i;
const PAIRING_REASON = /\b(not-paired|role-upgrade|scope-upgrade|metadata-upgrade)\b/;

/**
 * Reads a pasted text.
 * @param text anything, of any length
 * @returns what it tells, or null if it is not recognised. Never throws, and looks at a bounded part of the text.
 */
export function readPastedError(text: string): PastedError | null {
  const plain = normalise(text);
  const isOfGateway = OF_GATEWAY.test(plain);
  const closeCode = isOfGateway ? lastCloseCode(plain) : null;
  const coded = fromCode(plain, isOfGateway);
  const told = later(fromLog(plain, isOfGateway), findReason(plain, isOfGateway));
  const isVague = told === null || told.id === "AUTH_UNAUTHORIZED";
  const named = isVague && !REFUSED.test(plain) ? null : told;
  const future = isOfGateway && coded === null ? futureCode(plain) : undefined;
  const found =
    coded ??
    (isVague && isOfGateway ? fromCutText(plain) : null) ??
    named ??
    (future ? { id: "unknown-code", index: plain.lastIndexOf(future) } : null) ??
    (isOfGateway ? fromTransport(plain, closeCode) : null);
  if (found === null) return null;
  const requestId = lastOf(plain, REQUEST_ID);
  const deviceId = lastOf(plain, DEVICE_ID);
  const missingScope = SCOPE.exec(plain)?.[1];
  const pairingReason = found.id === "PAIRING_REQUIRED" ? PAIRING_REASON.exec(plain)?.[1] : undefined;
  return {
    id: found.id,
    code: coded?.id ?? future ?? null,
    closeCode,
    message: excerpt(plain, found.index, [requestId, deviceId]),
    ...(requestId !== undefined && { requestId }),
    ...(deviceId !== undefined && { deviceId }),
    ...(missingScope !== undefined && { missingScope }),
    ...(pairingReason !== undefined && { pairingReason }),
    source: sourceOf(plain),
  };
}

/** The explanation of what was pasted; its `id` is that of `pasted`. */
export function explainPasted(pasted: PastedError): Explanation {
  const { id, code, closeCode, message, requestId, deviceId, missingScope, pairingReason } = pasted;
  const call = FAILED_CALLS.get(id);
  if (call) {
    const told = explainRequestError({
      message,
      ...(id !== "timeout" && { kind: id === "not-sent" ? "not-sent" : "refused" }),
      ...(missingScope && { details: { missingScope } }),
    });
    // What surrounds the words in a log can keep them from being recognised a second time.
    return told.id === id ? told : explainRequestError(call);
  }
  const facts = {
    code: id === "unknown-code" ? code : id,
    message,
    details: { requestId, reason: pairingReason },
    closeCode,
  };
  return { ...explainConnectFailure(deviceId ? { ...facts, context: { deviceId } } : facts), code };
}

/** One line without colours, frames, escapes and hidden characters. */
function normalise(text: string): string {
  const part =
    text.length <= 2 * WINDOW ? text : `${wholeWords(text.slice(0, WINDOW))}\n${text.slice(-WINDOW)}`;
  const bare = part
    .replace(ANSI, "")
    .replace(FRAME, " ")
    .replace(/\\{1,4}(?:u0022|")/g, '"')
    .replace(/\\{1,4}[nrt]/g, " ");
  const line = stripHidden(bare.replace(/\s+/g, " ")).trim();
  return line.replace(/^["'`“]{1,3}|["'`”]{1,3}$/g, "").replace(/^error: /i, "");
}

/** Without the last word, which may be the beginning of a secret. */
function wholeWords(text: string): string {
  return text.slice(0, Math.max(text.lastIndexOf(" "), text.lastIndexOf("\n"), 0));
}

/** The one that is told later; "unauthorized" alone loses to anything closer. */
function later(one: FoundReason | null, other: FoundReason | null): FoundReason | null {
  if (one === null || other === null) return one ?? other;
  return other.id === "AUTH_UNAUTHORIZED" || one.index > other.index ? one : other;
}

/** The last of the codes; one that says no more than "refused" only where there is no other. */
function fromCode(plain: string, isOfGateway: boolean): FoundReason | null {
  let found: FoundReason | null = null;
  for (const { 0: id, index } of plain.matchAll(CODE)) {
    const isTaken = isKnownCode(id) && (isOfGateway || !COMMON_CODE.test(id) || plain === id);
    if (isTaken && (found === null || id !== "AUTH_UNAUTHORIZED")) found = { id, index };
  }
  return found;
}

function fromLog(plain: string, isOfGateway: boolean): FoundReason | null {
  let found: FoundReason | null = null;
  for (const match of isOfGateway ? plain.matchAll(LOG_REASON) : []) {
    const id = LOG_REASONS.get((match[1] ?? "").toLowerCase());
    if (id !== undefined) found = { id, index: match.index };
  }
  return found;
}

/** Close reasons are cut after 123 bytes, and people cut what they copy. */
function fromCutText(plain: string): FoundReason | null {
  const tail = TAIL.exec(plain)?.[1]?.replace(/(?:…|\.{2,3})$/, "");
  const id = tail === undefined ? null : recogniseReason(tail);
  return tail === undefined || id === null ? null : { id, index: plain.lastIndexOf(tail) };
}

/** What is left when nobody gives a reason: whether something was reached, and how it closed. */
function fromTransport(plain: string, closeCode: number | null): FoundReason | null {
  const unreachable = UNREACHABLE.exec(plain);
  if (unreachable !== null) return { id: "never-opened", index: unreachable.index };
  if (closeCode === null) return null;
  const index = Math.max(0, plain.search(/gateway closed|disconnected|closed before connect|close/i));
  const wasOpen = /webchat disconnected|handshake=connected/i.test(plain);
  if (closeCode === 1006 && !wasOpen) return { id: "never-opened", index };
  return isKnownCode(`closed-${closeCode}`) ? { id: `closed-${closeCode}`, index } : null;
}

/** A superseded request stands above the one that replaced it. */
function lastOf(plain: string, pattern: RegExp): string | undefined {
  return [...plain.matchAll(pattern)].at(-1)?.[1];
}

function lastCloseCode(plain: string): number | null {
  const code = lastOf(plain, CLOSE);
  return code === undefined ? null : Number(code);
}

/** A code that only a newer gateway knows. */
function futureCode(plain: string): string | undefined {
  const codes = Array.from(plain.matchAll(FUTURE_CODE), ([, code]) => code ?? "");
  return codes.findLast((code) => !OUTER_CODE.test(code));
}

/** From the telling words to where the next thing begins. */
function excerpt(plain: string, index: number, ids: readonly (string | undefined)[]): string {
  const words = plain.slice(index, index + MESSAGE_WINDOW);
  const end = words.search(
    / (?:gateway target:|source:|config:|\[openclaw\]|conn=|phase=|durationms=|at \S+ \()/i,
  );
  const said = end > 0 ? words.slice(0, end) : words;
  const bare = said.replace(LABELLED, "$1[removed]");
  const safe = redactSecrets(bare, ids).trim();
  return safe.length > MESSAGE_LENGTH ? `${safe.slice(0, MESSAGE_LENGTH)}…` : safe;
}

function sourceOf(plain: string): PastedError["source"] {
  if (/node host/i.test(plain)) return "node";
  if (/\[ws\]|gateway\/ws|\bconn=|"subsystem"/i.test(plain)) return "log";
  if (/^\{.{0,80}"type": ?"res"|"error": ?\{ ?"code"/i.test(plain)) return "gateway";
  if (
    /websocket connection to|disconnected \(\d{4}\)|can.t establish a connection|mixed content/i.test(plain)
  )
    return "browser";
  if (
    /\[openclaw\]|gateway (?:target|call|connect failed|closed|not reachable)|rpc probe|openclaw (?:devices|status)/i.test(
      plain,
    )
  )
    return "cli";
  return "unknown";
}
