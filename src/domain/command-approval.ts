/** What agents, plugins and the system agent ask a person before they do it. */

/** Also the first part of the gateway's method names, save for `system-agent`, which is `openclaw` there. */
export type ApprovalKind = "exec" | "plugin" | "system-agent";

/** A request that waits for somebody's yes or no. Everything in it may have been written by an agent. */
export interface CommandApproval {
  readonly kind: ApprovalKind;
  readonly id: string;
  /** The command, or what a plugin or the system agent wants, in its own words; empty where it does not say. */
  readonly text: string;
  readonly agentId: string | undefined;
  /** `gateway`, `node`, `sandbox`: where the command is to run. */
  readonly host: string | undefined;
  readonly nodeId: string | undefined;
  readonly cwd: string | undefined;
  /** When the gateway stops waiting: ms since the epoch, the gateway's clock. */
  readonly expiresAtMs: number;
}
