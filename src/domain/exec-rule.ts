/** A node's own rule for running commands (`exec.approvals.node.get`), in plain words. */

/** What the rule says; undefined where it leaves that to the default of the node's version. */
export interface ExecRule {
  /** `deny`, `allowlist`, `full`. */
  readonly security?: string | undefined;
  /** `off`, `on-miss`, `always`. */
  readonly ask?: string | undefined;
  /** Some agents have rules of their own, which may differ. */
  readonly hasAgentRules: boolean;
}

interface RuleDescription {
  readonly sentence: string;
  /** Programs may be run without anybody being asked. */
  readonly isOpen: boolean;
}

/**
 * Describes the rule. Observed with node hosts whose rule is empty: 2026.9.6 ran a program without asking, 2026.3.13
 * asked for an approval.
 */
export function describeExecRule({ security, ask }: ExecRule): RuleDescription {
  if (security === "deny") return { sentence: "It runs no program at all.", isOpen: false };
  if (ask === "always") return { sentence: "It asks before it runs any program.", isOpen: false };
  if (security === "allowlist") {
    const rest = ask === "on-miss" ? "it asks before it runs any other" : "it refuses all others";
    return { sentence: `It runs the programs on its list without asking; ${rest}.`, isOpen: false };
  }
  // `on-miss` asks about what is not on the list, and under `full` that is nothing.
  if (security === "full") return { sentence: "It runs any program without asking anybody.", isOpen: true };
  return {
    sentence:
      security === undefined
        ? "No rule is set on it. A current node then runs any program without asking anybody; those of 2026.3 ask first."
        : "This page does not know its rule. Count on it running programs without asking.",
    isOpen: true,
  };
}
