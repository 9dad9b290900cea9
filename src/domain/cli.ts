/** Commands of the gateway's host that do what this page does. They never contain a secret. */

import type { CommandApproval } from "./command-approval.ts";
import { shellQuote } from "#lib/shell-quote.ts";

export type DevicesAction =
  | { readonly kind: "list" }
  | { readonly kind: "approve" | "reject"; readonly requestId: string }
  | { readonly kind: "remove"; readonly deviceId: string }
  /** Removes every paired device, and on demand rejects every request. */
  | { readonly kind: "clear"; readonly alsoPending: boolean }
  | {
      readonly kind: "rotate";
      readonly deviceId: string;
      readonly role: string;
      /** Absent: what the token has now. Empty: none. */
      readonly scopes?: readonly string[];
    }
  | { readonly kind: "revoke"; readonly deviceId: string; readonly role: string }
  /** Newer gateways only. */
  | { readonly kind: "rename"; readonly deviceId: string; readonly label: string };

/**
 * The `openclaw devices …` command for an action, for a POSIX shell on the gateway's host; `wrapCommand` makes it one
 * for a container.
 *
 * An approval always names its request: on old gateways `approve` alone, or with `--latest`, approves whatever came
 * last, unseen.
 */
export function devicesCommand(action: DevicesAction): string {
  const command = `openclaw devices ${action.kind}`;
  switch (action.kind) {
    case "list":
      return command;
    case "approve":
    case "reject":
      return `${command} ${operand(action.requestId)}`;
    case "remove":
      return `${command} ${operand(action.deviceId)}`;
    case "clear":
      return `${command} --yes${action.alsoPending ? " --pending" : ""}`;
    case "rotate":
      return [`${command} ${deviceAndRole(action)}`, ...scopeOptions(action.scopes)].join(" ");
    case "revoke":
      return `${command} ${deviceAndRole(action)}`;
    case "rename":
      return `${command} ${option("device", action.deviceId)} ${option("name", action.label)}`;
  }
}

/**
 * The command that refuses a request of an agent; null where none is known to work. The command line of 2026.3.13 has
 * `gateway call` only. Those between, which list requests but lack `approval.resolve`, answer their own command line
 * with "unknown or expired approval id".
 */
export function answerCommand(
  { kind, id }: Pick<CommandApproval, "kind" | "id">,
  methods: readonly string[],
): string | null {
  if (methods.includes("approval.resolve")) return `openclaw approvals resolve ${operand(id)} deny`;
  if (kind !== "exec" || methods.includes("exec.approval.list")) return null;
  const params = JSON.stringify({ id, decision: "deny" });
  return `openclaw gateway call exec.approval.resolve --params ${shellQuote(params)}`;
}

/** What to do with the commands of which node. */
type NodesAction =
  | { readonly kind: "approve"; readonly requestId: string }
  /** Takes the node role away. */
  | { readonly kind: "remove"; readonly nodeId: string };

/** The `openclaw nodes …` command for an action. */
export function nodesCommand(action: NodesAction): string {
  const command = `openclaw nodes ${action.kind}`;
  return action.kind === "remove"
    ? `${command} ${option("node", action.nodeId)}`
    : `${command} ${operand(action.requestId)}`;
}

function deviceAndRole({ deviceId, role }: { readonly deviceId: string; readonly role: string }): string {
  return `${option("device", deviceId)} ${option("role", role)}`;
}

/** Only the newest command lines have `--no-scopes`. All of them send a blank scope, which all gateways drop. */
function scopeOptions(scopes: readonly string[] | undefined): readonly string[] {
  if (scopes === undefined) return [];
  return scopes.length === 0 ? ["--scope ' '"] : scopes.map((scope) => option("scope", scope));
}

/** Protects an operand that begins with a dash from being read as an option. */
function operand(value: string): string {
  return value.startsWith("-") ? `-- ${shellQuote(value)}` : shellQuote(value);
}

function option(name: string, value: string): string {
  return value.startsWith("-") ? `--${name}=${shellQuote(value)}` : `--${name} ${shellQuote(value)}`;
}
