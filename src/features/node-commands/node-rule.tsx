import { useExecRule } from "#data/node-status.ts";
import { describeExecRule } from "#domain/exec-rule.ts";
import type { NodeSurface } from "#domain/node-request.ts";
import { Badge } from "#ui/badge.tsx";

interface NodeRuleProps {
  readonly nodeId: string;
  /** What was approved of it before. */
  readonly held: NodeSurface;
}

/** Whom the node itself asks before it runs a program. */
export function NodeRule({ nodeId, held }: NodeRuleProps) {
  const rule = useExecRule(nodeId, held.commands);
  const described = rule && describeExecRule(rule);
  return (
    <section>
      <h3 className="mb-1 font-semibold">Its own rule for running programs</h3>
      {described ? (
        <p>
          {described.isOpen && <Badge tone="danger">Asks nobody</Badge>} {described.sentence}
          {rule.hasAgentRules && " For some agents it has rules of their own."}
        </p>
      ) : (
        <p className="text-muted">
          {rule === null
            ? "The gateway cannot ask the node for it now: it can once its commands are approved and it is connected. Without a rule, a current node runs any program without asking anybody; those of 2026.3 ask first."
            : "Asking the node…"}
        </p>
      )}
    </section>
  );
}
