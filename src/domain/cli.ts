/** The same actions on the gateway's host: commands to copy. They never contain a secret. */

import { shellQuote } from "#lib/shell.ts";

/** What to do with which device or request. */
export type DevicesAction =
  | { readonly kind: "list" }
  | { readonly kind: "approve" | "reject"; readonly requestId: string }
  | { readonly kind: "remove"; readonly deviceId: string }
  | { readonly kind: "rotate" | "revoke"; readonly deviceId: string; readonly role: string }
  /** Newer gateways only. */
  | { readonly kind: "rename"; readonly deviceId: string; readonly label: string };

/**
 * The `openclaw devices …` command for an action.
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
    case "rotate":
    case "revoke":
      return `${command} ${option("device", action.deviceId)} ${option("role", action.role)}`;
    case "rename":
      return `${command} ${option("device", action.deviceId)} ${option("name", action.label)}`;
  }
}

/** An operand; one that begins with a dash must not be taken for an option. */
function operand(value: string): string {
  return value.startsWith("-") ? `-- ${shellQuote(value)}` : shellQuote(value);
}

function option(name: string, value: string): string {
  return value.startsWith("-") ? `--${name}=${shellQuote(value)}` : `--${name} ${shellQuote(value)}`;
}
