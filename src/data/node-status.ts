import { useQuery } from "@tanstack/react-query";
import { useGateway } from "./gateway.ts";
import { useHello } from "./session.ts";
import { useAction } from "./use-action.ts";
import { needsCommandApproval } from "#domain/node-approval.ts";
import type { Trial } from "#domain/node-commands.ts";
import { parseExecRule, parseNodeStatus } from "#gateway/node-messages.ts";

/** How often a node is looked at: old gateways announce neither that it is back nor what it can do then. */
const WATCH_MS = 3_000;

/** Whether a node is connected, and what agents can use of it; undefined until the gateway has said so. */
export function useNodeStatus(nodeId: string) {
  const gateway = useGateway();
  const isConnected = useHello() !== null;
  return useQuery({
    queryKey: ["node-status", gateway.url, nodeId],
    queryFn: async () =>
      parseNodeStatus(await gateway.requireSession("node.describe").request("node.describe", { nodeId })),
    enabled: isConnected,
    // A node that was never connected is unknown to old gateways.
    retry: false,
    gcTime: 0,
    refetchInterval: WATCH_MS,
  }).data;
}

/**
 * A node's own rule for running commands; null where it cannot be asked, undefined until it has answered.
 * @param approved the commands of the node that were approved before
 */
export function useExecRule(nodeId: string, approved: readonly string[]) {
  const gateway = useGateway();
  const methods = useHello()?.methods ?? [];
  const method = "exec.approvals.node.get";
  // Newer gateways ask a node only once this command was approved.
  const isAllowed = approved.includes(ASKED_BY) || !needsCommandApproval(methods);
  const canAsk = isAllowed && methods.includes(method);
  const query = useQuery({
    queryKey: ["exec-rule", gateway.url, nodeId],
    queryFn: async () => parseExecRule(await gateway.requireSession(method).request(method, { nodeId })),
    enabled: canAsk,
    retry: false,
    gcTime: 0,
  });
  return !canAsk || query.isError ? null : query.data;
}

/** The command by which a gateway asks a node for its rule. */
const ASKED_BY = "system.execApprovals.get";

/** How long a node is given for a harmless command. */
const TRIAL_MS = 15_000;

/** Has a node do something harmless. */
export function useNodeTrial(nodeId: string) {
  const gateway = useGateway();
  return useAction(async ({ command, params }: Trial) => {
    await gateway.requireSession("node.invoke").request("node.invoke", {
      nodeId,
      command,
      params,
      timeoutMs: TRIAL_MS,
      idempotencyKey: crypto.randomUUID(),
    });
    return true;
  });
}
