/** The way of a node from its first knock to work, as far as the gateway tells how far it has come. */

import type { ApprovedNode, NodeRequest, NodeStatus } from "./node-request.ts";

/** What the steps go by. */
export interface NodeFacts {
  /** Agents can use its commands only after these were approved as well. */
  readonly needsApproval: boolean;
  /** Its commands wait for approval. */
  readonly request: NodeRequest | undefined;
  /** Its commands were approved. */
  readonly approved: ApprovedNode | undefined;
  /** Undefined where the gateway knows nothing of it as a node. */
  readonly status: NodeStatus | undefined;
  /** How trying it went; null before that. */
  readonly trial: "answered" | "failed" | null;
}

/** One step; `Doing` is the first that is not done. To try a node is never due: it works without. */
export interface NodeStep {
  readonly id: "device" | "restart" | "commands" | "there" | "try";
  readonly title: string;
  readonly state: "To do" | "Doing" | "Done" | "Not needed" | "Failed";
  readonly detail: string;
}

type Ending = "Done" | "Not needed" | "Failed";

/** The steps of a node whose device is paired. */
export function nodeSteps(facts: NodeFacts): readonly NodeStep[] {
  const { needsApproval, request, approved, status, trial } = facts;
  const isConnected = status?.isConnected === true;
  const isThere = isConnected && status.commands.length > 0;
  const wasBack = isConnected || request !== undefined || approved !== undefined;
  const isApproved = approved !== undefined && request === undefined;
  const steps: readonly (Omit<NodeStep, "state"> & { readonly ending: Ending | null })[] = [
    {
      id: "device",
      title: "Approve the device",
      ending: "Done",
      detail: "It is paired with this gateway as a node.",
    },
    {
      id: "restart",
      title: "Restart it on its own machine",
      ending: wasBack ? "Done" : null,
      detail: wasBack
        ? "It has come back since."
        : "A node that was refused does not try again by itself. Use this command where it runs as a service; else run “openclaw node run” again as before, or open its app again.",
    },
    {
      id: "commands",
      title: "Approve its commands",
      ending: needsApproval ? (isApproved ? "Done" : null) : "Not needed",
      detail: commandsDetail(facts, wasBack),
    },
    {
      id: "there",
      title: "It is there",
      ending: isThere ? "Done" : null,
      detail: isThere
        ? `It is connected, and agents can use ${countOf(status.commands)}.`
        : isConnected
          ? "It is connected. Agents cannot use any of its commands yet."
          : "It is not connected.",
    },
    {
      id: "try",
      title: "Try it",
      ending: trial === null ? null : trial === "answered" ? "Done" : "Failed",
      detail:
        trial === "answered" ? "It has answered." : "Have it do something harmless, to see that it answers.",
    },
  ];
  const current = steps.findIndex(({ ending }) => ending === null);
  return steps.map(({ id, title, detail, ending }, index) => ({
    id,
    title,
    detail,
    state: ending ?? (index === current && id !== "try" ? "Doing" : "To do"),
  }));
}

function commandsDetail({ needsApproval, request, approved }: NodeFacts, wasBack: boolean): string {
  if (!needsApproval) return "Agents can use them on this gateway as soon as the node is back.";
  if (request) {
    const now = approved
      ? `Until then agents can use only what was approved before.`
      : "Until then agents can use none.";
    return `It asks for ${countOf(request.commands)}. ${now}`;
  }
  if (approved) return `Approved: ${countOf(approved.commands)}.`;
  return wasBack
    ? "It does not ask for any: somebody rejected them. It asks again when it next connects."
    : "It asks for this once it is back. Until then agents cannot use its commands.";
}

function countOf(commands: readonly string[]): string {
  return `${commands.length} ${commands.length === 1 ? "command" : "commands"}`;
}
