/** Also the first part of the gateway's method names, save for `system-agent`, which is `openclaw` there. */
export type ApprovalKind = "exec" | "plugin" | "system-agent";

export type ApprovalDecision = "allow-once" | "allow-always" | "deny";

/** A request that waits for somebody's yes or no, as the gateway sent it. Most pages never have to read more of it. */
export interface WaitingApproval {
  readonly kind: ApprovalKind;
  readonly id: string;
  /** When the gateway stops waiting: ms since the epoch, the gateway's clock. */
  readonly expiresAtMs: number;
  /** Unread: `readApproval` makes sense of it. */
  readonly payload: unknown;
}

/** A request that waits, read. Everything in it may have been written by an agent. */
export interface CommandApproval {
  readonly kind: ApprovalKind;
  readonly id: string;
  /** The command, or the title of what a plugin or the system agent wants; empty where it does not say. */
  readonly text: string;
  /** What the asker says about it: a warning, a description, details. */
  readonly remarks: readonly string[];
  readonly agentId: string | undefined;
  readonly sessionKey: string | undefined;
  readonly pluginId: string | undefined;
  readonly toolName: string | undefined;
  /** `gateway`, `node`, `sandbox`: where the command is to run. */
  readonly host: string | undefined;
  readonly nodeId: string | undefined;
  readonly cwd: string | undefined;
  /** The program that the command starts, where the asker has found it. */
  readonly program: string | undefined;
  /** Names of the environment variables that the command gets on top of the usual ones. */
  readonly envKeys: readonly string[];
  /** The rules that the asker goes by: `always` asks before every command, `on-miss` before those of no rule. */
  readonly ask: string | undefined;
  /** What may be answered; absent where the gateway does not say, which is everything. */
  readonly allowed: readonly ApprovalDecision[] | undefined;
  /** The command of an automation, for which "always" makes a rule of its own. */
  readonly automation: { readonly name: string; readonly expiresInDays: number | undefined } | undefined;
  /** Times of the gateway's clock, in ms since the epoch. */
  readonly createdAtMs: number | undefined;
  readonly expiresAtMs: number;
}

/**
 * How a request ended. `ended`: without a person's answer, and the gateway does not say whether its time was over or it
 * was taken back.
 */
export type ApprovalOutcome = ApprovalDecision | "expired" | "cancelled" | "ended";

export interface ApprovalEnd {
  readonly id: string;
  readonly outcome: ApprovalOutcome;
  /** Who answered, as the gateway knows them: a name that a device gave itself, or an id. */
  readonly by: string | undefined;
}

/** A request that has ended, as the gateway keeps it. */
export interface DecidedApproval extends ApprovalEnd {
  readonly kind: ApprovalKind;
  readonly text: string;
  readonly agentId: string | undefined;
  readonly host: string | undefined;
  readonly nodeId: string | undefined;
  readonly resolvedAtMs: number;
  /** The device that answered, if it was one. */
  readonly deviceId: string | undefined;
}

/**
 * Whether two readings of a request are the same in everything that is shown. Old gateways (2026.3.13) let an asker use
 * an id again, for another command.
 */
export function isSameApproval(a: CommandApproval, b: CommandApproval): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether this may be answered; a refusal always. */
export function canAnswer({ allowed }: CommandApproval, decision: ApprovalDecision): boolean {
  return decision === "deny" || allowed === undefined || allowed.includes(decision);
}

/** Why a person is asked, as far as the rules say it. */
export function whyAsked({ kind, ask }: CommandApproval): string {
  if (kind === "plugin") return "A plugin asks before it goes on.";
  if (kind === "system-agent") return "The gateway’s own agent asks before it changes something.";
  if (ask === "always") return "Commands of this agent are set to be asked about every time.";
  if (ask === "on-miss") return "No rule of this agent allows the command yet.";
  return "The gateway does not say why.";
}

/** What "Always allow" will match from then on. */
export interface AlwaysRule {
  readonly sentence: string;
  /** It matches more than what is on the screen. */
  readonly isWide: boolean;
}

/**
 * Old gateways (2026.3.13, 2026.6.11) keep the program alone. New ones (2026.9.6) keep a fingerprint of its arguments and
 * the folder as well; of those between it is not known, and whatever announces standing grants is taken to be new.
 * @returns null where there can be no rule
 */
export function alwaysRule(approval: CommandApproval, methods: readonly string[]): AlwaysRule | null {
  if (!canAnswer(approval, "allow-always") || approval.kind === "system-agent") return null;
  const { kind, automation, host } = approval;
  if (kind === "plugin") {
    return {
      sentence: "The plugin itself decides what it will not ask about again. The gateway does not say what.",
      isWide: true,
    };
  }
  if (automation) {
    const { expiresInDays } = automation;
    const until = expiresInDays === undefined ? "" : `, for ${expiresInDays} days`;
    return {
      sentence: `From then on this automation runs exactly this command in this folder without asking${until}.`,
      isWide: false,
    };
  }
  const where = host === "node" ? " on this node" : "";
  if (methods.includes("exec.approval.grants.list")) {
    return {
      sentence: `From then on this agent runs the same program with the same arguments in the same folder${where} without asking.`,
      isWide: false,
    };
  }
  return {
    sentence: `From then on this agent may run every program of this command${where} without asking, with any arguments and in any folder.`,
    isWide: true,
  };
}

/** Far more than indentation needs, and enough to push what follows out of sight. */
const LONG_GAP = / {20,}/g;

/** A stretch of a command: its text, or so many spaces in a row that it could hide what follows. */
export type CommandPart =
  { readonly kind: "text"; readonly text: string } | { readonly kind: "gap"; readonly spaces: number };

/** Takes long gaps out of a command, so that nothing behind them is overlooked. */
export function commandParts(command: string): readonly CommandPart[] {
  const parts: CommandPart[] = [];
  let from = 0;
  for (const { 0: gap, index } of command.matchAll(LONG_GAP)) {
    if (index > from) parts.push({ kind: "text", text: command.slice(from, index) });
    parts.push({ kind: "gap", spaces: gap.length });
    from = index + gap.length;
  }
  if (from < command.length) parts.push({ kind: "text", text: command.slice(from) });
  return parts;
}
