/**
 * Checks a pasted token before it is sent: every wrong one counts against the gateway's limit of ten a minute, which
 * locks out everybody behind the same address. Only `suggestion` repeats the pasted text, and is as secret.
 */

import { base64UrlToBytes } from "#lib/base64url.ts";
import { stripHidden } from "#lib/hidden-characters.ts";

import { parseGatewayUrl } from "./gateway-url.ts";

type TokenProblemKind =
  | "empty"
  | "redacted"
  | "placeholder"
  | "dashboard-url"
  | "setup-code"
  | "env-assignment"
  | "command"
  | "quoted"
  | "has-blanks"
  | "request-id";

interface TokenProblem {
  readonly kind: TokenProblemKind;
  readonly title: string;
  readonly sentence: string;
  /** It cannot be right, and must not be sent as it is. */
  readonly blocks: boolean;
  /** The token that is probably meant, to be offered. Secret. */
  readonly suggestion?: string;
  /** The suggestion is a single-use token for `gatewayUrl`. */
  readonly isOneTime?: boolean;
  /** The gateway that a pasted address belongs to, to be offered. */
  readonly gatewayUrl?: string;
}

export type TokenInspection = { readonly kind: "ok" } | TokenProblem;

const WHERE = "The gateway’s host shows its token with “openclaw gateway auth-token --show”.";
const QUOTES = /^(["'`“„‘«])(.+)(["'`”“’»])$/su;
const ASSIGNMENT = /^(?:export\s+|set\s+|\$env:)?(?:[A-Z]+_)*(?:TOKEN|PASSWORD)\s*=\s*(\S.*)$/s;
const SETTING = /^["']?token["']?\s*:\s*(\S.*?),?$/is;
const COMMAND = /^(?:[$#>]\s+)?(?:sudo\s+)?(?:openclaw|docker|podman|kubectl|npx|pnpm|ssh|cat|echo)\s+\S/i;
const PLACEHOLDER =
  /^(?:<[^>]*>|\[[^\]]*\]|\{\{.*\}\}|\$\{.*\}|\$[A-Z_]+|%[A-Z_]+%|undefined|null|nan|(?:your|my|paste|insert|replace)[-_ ].*(?:token|here|me)|\.{3,}|…)$/i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Recognises what is not a token. In doubt it says "ok": to block a real token is worse than to send a wrong one. */
export function inspectToken(text: string): TokenInspection {
  const bare = withoutBlanks(text);
  if (bare === "") return problem("empty", "No token", WHERE);
  const trimmed = stripHidden(text.replace(/\s+/g, " ")).trim();
  return (
    knownText(trimmed, bare) ??
    address(bare) ??
    setupCode(bare) ??
    wrapped(trimmed) ??
    blanks(text, bare) ??
    requestId(bare) ?? { kind: "ok" }
  );
}

function knownText(trimmed: string, bare: string): TokenProblem | null {
  if (bare.includes("__OPENCLAW_REDACTED__") || /^[*•●∙]{4,}$/.test(bare)) {
    return problem(
      "redacted",
      "This is the mask, not the token",
      `The token was hidden where you copied it. ${WHERE}`,
    );
  }
  if (PLACEHOLDER.test(trimmed)) {
    return problem("placeholder", "This is a placeholder", `It stands for the real token. ${WHERE}`);
  }
  return null;
}

function address(bare: string): TokenProblem | null {
  if (!/^(?:https?|wss?):\/\//i.test(bare)) return null;
  const parsed = parseGatewayUrl(bare);
  if (/^https?:\/\/[^/?#]+\/j\/[^/?#]+$/i.test(bare)) return setupProblem("This is a join link");
  if (!parsed.ok) return problem("dashboard-url", "This is an address, not a token", WHERE);
  const { url, token, bootstrapToken } = parsed;
  if (bootstrapToken !== null) {
    return {
      ...problem(
        "dashboard-url",
        "This is a one-time dashboard link",
        "It makes this browser an administrator of the gateway that it names, if you trust where it came from.",
      ),
      gatewayUrl: url,
      suggestion: bootstrapToken,
      isOneTime: true,
    };
  }
  return {
    ...problem(
      "dashboard-url",
      token ? "This is a dashboard address with a token in it" : "This is an address, not a token",
      token
        ? "Use the token that it contains, if you trust where it came from."
        : `Enter it under “Gateway URL”. ${WHERE}`,
    ),
    gatewayUrl: url,
    ...(token && { suggestion: token }),
  };
}

/** Both generations write base64url of `{url, bootstrapToken, …}`; new ones also as `oc-pair://…`. */
function setupCode(bare: string): TokenProblem | null {
  if (/^oc-pair:\/\//i.test(bare)) return setupProblem("This is a setup code");
  if (!/^ey[\w+/-]+={0,2}$/.test(bare)) return null;
  const bytes = base64UrlToBytes(bare);
  if (bytes === null) return null;
  try {
    const decoded: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const isSetup = typeof decoded === "object" && decoded !== null && "bootstrapToken" in decoded;
    return isSetup ? setupProblem("This is a setup code") : null;
  } catch {
    return null;
  }
}

function setupProblem(title: string): TokenProblem {
  return problem(
    "setup-code",
    title,
    `It pairs a phone or a node, once, and does not work here: enter it in the OpenClaw app. ${WHERE}`,
  );
}

/** A token inside a line of a shell or a file, a command, or quotes. */
function wrapped(trimmed: string): TokenProblem | null {
  const assigned = (ASSIGNMENT.exec(trimmed) ?? SETTING.exec(trimmed))?.[1];
  if (assigned !== undefined) {
    return suggest("env-assignment", "This is a setting with the token in it", unquote(assigned));
  }
  if (COMMAND.test(trimmed)) {
    const token = /--token[= ](\S+)/.exec(trimmed)?.[1];
    if (token !== undefined)
      return suggest("command", "This is a command with the token in it", unquote(token));
    return problem(
      "command",
      "This is a command, not a token",
      "Run it on the gateway’s host and paste what it prints.",
    );
  }
  const inner = QUOTES.exec(trimmed)?.[2];
  return inner === undefined ? null : suggest("quoted", "The token is in quotes", inner);
}

function suggest(kind: TokenProblemKind, title: string, token: string): TokenProblem {
  const cleaned = withoutBlanks(token);
  const isUseful = inspectToken(cleaned).kind === "ok";
  const sentence = isUseful ? "Use only the token itself." : WHERE;
  return { ...problem(kind, title, sentence), ...(isUseful && { suggestion: cleaned }) };
}

/** Ordinary spaces may belong to a passphrase, so they only warn; what cannot be seen or typed blocks. */
function blanks(text: string, bare: string): TokenProblem | null {
  if (bare === text) return null;
  const blocks = /[\r\n]/.test(text.trim()) || stripHidden(text.trim()) !== text.trim();
  const suggestion = blocks || !/ /.test(text.trim()) ? bare : text.trim();
  if (suggestion === text)
    return {
      ...problem("has-blanks", "The token contains spaces", "Most tokens have none.", false),
      suggestion: bare,
    };
  const sentence = "They are often copied along with a token. Use the token without them.";
  return {
    ...problem(
      "has-blanks",
      "There are spaces, line breaks or hidden characters in the token",
      sentence,
      blocks,
    ),
    suggestion,
  };
}

function requestId(bare: string): TokenProblem | null {
  if (!UUID.test(bare)) return null;
  // Some people use a UUID as their token, so this may well be right.
  return problem(
    "request-id",
    "This looks like the ID of a pairing request",
    `Use it if your token looks like that. ${WHERE}`,
    false,
  );
}

function problem(kind: TokenProblemKind, title: string, sentence: string, blocks = true): TokenProblem {
  return { kind, title, sentence, blocks };
}

function unquote(text: string): string {
  return QUOTES.exec(text.trim())?.[2] ?? text;
}

function withoutBlanks(text: string): string {
  return stripHidden(text).replace(/\s+/g, "");
}
