import { useQuery } from "@tanstack/react-query";
import { useGateway, type Gateway } from "./gateway.ts";
import { usePresence } from "./presence.ts";
import { useHello } from "./session.ts";
import { isOnline } from "#domain/device-traits.ts";
import type { PairedDevice } from "#domain/device.ts";
import type { ExecRule } from "#domain/exec-rule.ts";
import { parseExecRule } from "#gateway/node-messages.ts";

/** Each answer comes from the node itself, and may take its time. */
const MOST_NODES = 20;
const METHOD = "exec.approvals.node.get";

const NONE: ReadonlyMap<string, ExecRule> = new Map();

/**
 * The rules of connected nodes for running programs, by device id; nodes that do not tell are left out. Administrators
 * only: others are not asked, since gateways close a socket after ten forbidden calls.
 */
export function useExecRules(devices: readonly PairedDevice[]): ReadonlyMap<string, ExecRule> {
  const gateway = useGateway();
  const hello = useHello();
  const online = usePresence();
  const nodeIds = devices
    .filter((device) => device.roles.includes("node") && isOnline(device, online) === true)
    .map(({ deviceId }) => deviceId)
    .slice(0, MOST_NODES);
  const mayAsk = hello !== null && hello.methods.includes(METHOD) && hello.scopes.includes("operator.admin");
  return (
    useQuery({
      queryKey: ["exec-rules", gateway.url, nodeIds],
      queryFn: () => readRules(gateway, nodeIds),
      enabled: mayAsk && nodeIds.length > 0,
      staleTime: 60_000,
      structuralSharing: false,
    }).data ?? NONE
  );
}

async function readRules(
  gateway: Gateway,
  nodeIds: readonly string[],
): Promise<ReadonlyMap<string, ExecRule>> {
  const session = gateway.requireSession(METHOD);
  const found = new Map<string, ExecRule>();
  for (const nodeId of nodeIds) {
    try {
      found.set(nodeId, parseExecRule(await session.request(METHOD, { nodeId })));
    } catch {
      // Its commands are not approved, or it does not answer.
    }
  }
  return found;
}
