/**
 * Whether agents can use a node's commands only after these were approved as well (`node.pair.approve`). No gateway
 * says so outright; those that can drop a node alone ask for it (2026.5.28 to 2026.9.6), and those that cannot let its
 * commands through at once (2026.3.13 to 2026.4.15).
 */
export function needsCommandApproval(methods: readonly string[]): boolean {
  return methods.includes("node.pair.remove");
}

/** For the node's own machine. A node host that was refused stops retrying or exits, and does not learn of its approval. */
export const RESTART_NODE_COMMAND = "openclaw node restart";
