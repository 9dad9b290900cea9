/**
 * What scopes and roles let a device do. After the gateways' own documents (`operator-scopes.md`, `protocol.md`) and,
 * where those say less, the source (`operator-scope-compat`).
 */

import { safeText } from "#lib/safe-text.ts";

/** How much harm a right can do; `runs-commands` comes from roles only. */
export type RiskTier = "administrator" | "runs-commands" | "manages-devices" | "acts" | "reads";

/** A scope or role in plain language. */
interface RightDescription {
  /** The name on the wire, made safe. */
  readonly value: string;
  /** "Send messages, invoke tools". */
  readonly title: string;
  /** One sentence on what it lets the device do. */
  readonly detail: string;
  readonly tier: RiskTier;
  /** False for what this page does not know: a later gateway's, a plugin's, or an invented one. */
  readonly isKnown: boolean;
}

type Entry = readonly [tier: RiskTier, title: string, detail: string];

const SCOPES: ReadonlyMap<string, Entry> = new Map([
  [
    "operator.read",
    [
      "reads",
      "Read status, lists, sessions",
      "It can read conversations, logs, settings and who is connected.",
    ],
  ],
  [
    "operator.write",
    [
      "acts",
      "Send messages, invoke tools",
      "It can talk to agents and make them act, also on connected nodes.",
    ],
  ],
  [
    "operator.admin",
    [
      "administrator",
      "Everything: settings, devices, updates",
      "It can change any setting, approve other devices and read every conversation.",
    ],
  ],
  [
    "operator.pairing",
    [
      "manages-devices",
      "Approve and remove devices",
      "It can let devices in and remove them. On older gateways it can also approve administrators.",
    ],
  ],
  [
    "operator.approvals",
    ["acts", "Allow commands to run", "It can say yes when an agent or a plugin asks to run something."],
  ],
  [
    "operator.questions",
    ["acts", "Answer agents’ questions", "It can read and answer what agents ask a person."],
  ],
  ["operator.talk", ["acts", "Hold voice conversations", "It can start, steer and end voice sessions."]],
  [
    "operator.talk.secrets",
    ["acts", "Read voice service keys", "It can read the secret keys of the voice services."],
  ],
  [
    "operator.sessions.read",
    ["reads", "Read sessions it may see", "It can read conversations that are shared with it."],
  ],
  [
    "operator.sessions.write",
    ["acts", "Take part in its own sessions", "It can send messages in conversations that are its own."],
  ],
]);

const ROLES: ReadonlyMap<string, Entry> = new Map([
  ["operator", ["reads", "Operator", "It controls the gateway, as far as its scopes allow."]],
  [
    "node",
    [
      "runs-commands",
      "Node",
      "It offers its commands, camera and screen to agents, who run them through the gateway.",
    ],
  ],
]);

/** The tier of a scope. An unknown one counts as acting, since nobody can say that it only reads. */
export function scopeTier(scope: string): RiskTier {
  return SCOPES.get(scope.trim())?.[0] ?? "acts";
}

/** The tier of a role other than operator. An unknown one is taken to be as dangerous as a node. */
export function roleTier(role: string): RiskTier {
  return ROLES.get(role.trim())?.[0] ?? "runs-commands";
}

/** Describes one scope, also an unknown one. */
export function describeScope(scope: string): RightDescription {
  const unknown = "This page does not know what it allows. Approve it only if you do.";
  return describe(scope, SCOPES, [scopeTier(scope), "Unknown right", unknown]);
}

/** Describes one role, also an unknown one. */
export function describeRole(role: string): RightDescription {
  const unknown = "This page does not know what it may do here. Approve it only if you do.";
  return describe(role, ROLES, [roleTier(role), "Unknown role", unknown]);
}

function describe(raw: string, known: ReadonlyMap<string, Entry>, unknown: Entry): RightDescription {
  const entry = known.get(raw.trim());
  const [tier, title, detail] = entry ?? unknown;
  return { value: safeText(raw.trim()).plain, tier, title, detail, isKnown: entry !== undefined };
}

const IMPLIED_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ["operator.read", ["operator.write"]],
  ["operator.talk", ["operator.write"]],
  ["operator.sessions.write", ["operator.write"]],
  ["operator.sessions.read", ["operator.write", "operator.read", "operator.sessions.write"]],
]);

/**
 * Whether a set of scopes covers a scope: it contains it, or one that implies it. `operator.admin` covers every
 * `operator.*`, `operator.write` covers reading, talking and sessions.
 */
export function coversScope(granted: readonly string[], scope: string): boolean {
  if (granted.includes(scope)) return true;
  if (!scope.startsWith("operator.")) return false;
  if (granted.includes("operator.admin")) return true;
  return IMPLIED_BY.get(scope)?.some((wider) => granted.includes(wider)) ?? false;
}
