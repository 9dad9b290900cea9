/**
 * Parses an error that was pasted from anywhere: a terminal, a log, a browser's console, a chat. The text may contain
 * tokens, colours, frames, wrapped lines and megabytes.
 */

import { redactSecrets } from "#domain/redact.ts";
import type { Explanation } from "#domain/recovery/advice.ts";
import { explainConnectFailure, isKnownCode } from "#domain/recovery/connect-errors.ts";
import { explainRequestById } from "#domain/recovery/request-errors.ts";
import { findLogReason, isGeneral } from "./log-reasons.ts";
import { findNetworkError, isOfConsole } from "./network-errors.ts";
import { contextOf, normaliseText, type Context } from "./normalise.ts";
import { findPhrase, phraseReason, type FoundReason } from "./phrases.ts";

/** What a pasted text says. None of it is a secret; `message` is somebody else's text. */
export interface PastedError {
  /** A gateway's code, or the id of an explanation, such as `never-opened`. `explainPastedError` gives the explanation. */
  readonly id: string;
  /** The code of gateways that it stands for, named in the text or not; null where gateways have none for it. */
  readonly code: string | null;
  readonly closeCode: number | null;
  /** The words by which it was recognised, redacted and cut. */
  readonly message: string;
  readonly requestId?: string | undefined;
  readonly deviceId?: string | undefined;
  readonly missingScope?: string | undefined;
  /** Why, in the gateway's own word: `scope-upgrade`, `scope-outside-approved-baseline`, … */
  readonly reason?: string | undefined;
  /** Whose token it is about: `node`, … */
  readonly role?: string | undefined;
}

const MESSAGE_LENGTH = 240;
/** Longer than the message, so that a secret that crosses the cut is removed before it. */
const MESSAGE_WINDOW = 1_000;

/** Codes that other programs use too. */
const COMMON_CODE =
  /^(?:AUTH_(?:REQUIRED|UNAUTHORIZED|RATE_LIMITED|TOKEN_MISSING|PASSWORD_\w+)|PROTOCOL_MISMATCH|PAIRING_REQUIRED)$/;
const CODE = /(?<!\w)(?:AUTH|AUTHENTICATED|DEVICE|CONTROL|PAIRING|PROTOCOL|CLIENT)_[A-Z_]{4,48}(?!\w)/g;
const CLOSE =
  /(?:gateway closed(?: before ready)? \(|disconnected ?\(|closed \(|(?:close ?|\b)code["']?[=: ] ?)(\d{4})\b/gi;
const TAIL = /(?:gateway closed|disconnected) ?\(\d{4}[^:]{0,50}\) ?[:-] (.{12,160})$/i;
/** How a gateway's refusal looks: model providers and channels are "unauthorized" in the same logs. */
const REFUSED =
  /(?:1008\)?[:,-]? |connect failed: (?:\w{0,30}error: )?|\bcause["']?[=:] ?["']?|\breason[:=] ?|^)unauthorized\b(?! role)|\bunauthorized (?:conn|peer|remote|client|reason)=/i;
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
const DEVICE_ID = /device(?:id)?["']?[:= ] ?["']?([0-9a-f]{64})(?!\w)/gi;
const SCOPE = /(?:missing|requires)(?: ?scope["']?:)? ?["']?(operator\.[a-z]{1,24}(?:\.[a-z]{1,24})?)/i;
const PAIRING_REASON = /\b(not-paired|role-upgrade|scope-upgrade|metadata-upgrade)\b/g;
const DENIAL_REASON = /denied (?:device|request)=.{0,120}? reason=([a-z-]{3,60})(?![\w-])/g;
const ROLE = /(?:\brole=|--role[ =])["']?(node|operator)\b/g;

/** @returns null for what is not recognised. Never throws, and looks at a bounded part of the text. */
export function parsePastedError(text: string): PastedError | null {
  const { own, others } = normaliseText(text);
  return parse(own, contextOf(own)) ?? parse(others, "none");
}

function parse(plain: string, context: Context): PastedError | null {
  const isOfGateway = context === "openclaw";
  const closeCode = isOfGateway ? lastCloseCode(plain) : null;
  const coded = fromCode(plain, isOfGateway);
  const future = isOfGateway && coded === null ? futureCode(plain) : undefined;
  const told = later(isOfGateway ? findLogReason(plain) : null, findPhrase(plain, context));
  const found =
    coded ??
    (told !== null && !isGeneral(told.id) ? told : null) ??
    (isOfGateway ? fromCutText(plain) : null) ??
    told ??
    bareRefusal(plain, isOfGateway) ??
    (future ? { id: "unknown-code", index: plain.lastIndexOf(future) } : null) ??
    (isOfGateway || isOfConsole(plain) ? (findNetworkError(plain) ?? fromClose(plain, closeCode)) : null);
  if (found === null) return null;
  const details = {
    requestId: lastOf(plain, REQUEST_ID),
    deviceId: lastOf(plain, DEVICE_ID),
    missingScope: SCOPE.exec(plain)?.[1],
    reason: reasonOf(plain, found.id),
    role: lastOf(plain, ROLE),
  };
  return {
    id: found.id,
    code: future ?? (/^[A-Z]/.test(found.id) ? found.id : null),
    closeCode,
    message: excerpt(plain, found.index, [details.requestId, details.deviceId]),
    ...details,
  };
}

/** The explanation of what was pasted; its `id` is that of `pasted`. */
export function explainPastedError(pasted: PastedError): Explanation {
  const { id, code, closeCode, message, deviceId, ...named } = pasted;
  const details = { deviceId, ...named };
  const request = explainRequestById(id, { message, details });
  if (request) return request;
  const failure = { code: id === "unknown-code" ? code : id, message, details, closeCode };
  return { ...explainConnectFailure(deviceId ? { ...failure, context: { deviceId } } : failure), code };
}

/** The one that stands later in the text; a general one only where the other is general, too. */
function later(one: FoundReason | null, other: FoundReason | null): FoundReason | null {
  if (one === null || other === null) return one ?? other;
  if (isGeneral(one.id) !== isGeneral(other.id)) return isGeneral(one.id) ? other : one;
  return one.index > other.index ? one : other;
}

/** A refusal without a reason. */
function bareRefusal(plain: string, isOfGateway: boolean): FoundReason | null {
  const isSaid = isOfGateway ? REFUSED.test(plain) : /^unauthorized$/i.test(plain);
  return isSaid ? { id: "AUTH_UNAUTHORIZED", index: plain.search(/unauthorized/i) } : null;
}

/** The last code of the text; `AUTH_UNAUTHORIZED` only where there is no other. */
function fromCode(plain: string, isOfGateway: boolean): FoundReason | null {
  let found: FoundReason | null = null;
  for (const { 0: id, index } of plain.matchAll(CODE)) {
    const isTaken = isKnownCode(id) && (isOfGateway || !COMMON_CODE.test(id) || plain === id);
    if (isTaken && (found === null || id !== "AUTH_UNAUTHORIZED")) found = { id, index };
  }
  return found;
}

/** Close reasons are cut after 123 bytes, and people cut what they copy. */
function fromCutText(plain: string): FoundReason | null {
  const tail = TAIL.exec(plain)?.[1]?.replace(/(?:…|\.{2,3})$/, "");
  const id = tail === undefined ? null : phraseReason(tail);
  return tail === undefined || id === null ? null : { id, index: plain.lastIndexOf(tail) };
}

/** How the connection closed, where nobody gives a reason. */
function fromClose(plain: string, closeCode: number | null): FoundReason | null {
  if (closeCode === null) return null;
  const index = Math.max(0, plain.search(/gateway closed|disconnected|closed before connect|close/i));
  const wasOpen = /webchat disconnected|handshake=connected/i.test(plain);
  if (closeCode === 1006 && !wasOpen) return { id: "never-opened", index };
  // The gateways' own page closes with 4008 when its sign-in was refused.
  const id = `closed-${closeCode === 4008 ? 1008 : closeCode}`;
  return isKnownCode(id) ? { id, index } : null;
}

function reasonOf(plain: string, id: string): string | undefined {
  if (id === "denied") return lastOf(plain, DENIAL_REASON);
  return id === "PAIRING_REQUIRED" ? lastOf(plain, PAIRING_REASON) : undefined;
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
