import { z } from "zod";
import { createDevice, type SimulatedDevice } from "../../sandbox/device.ts";
import type { RunningGateway } from "../../sandbox/gateway.ts";
import { createIdentity } from "../../sandbox/identity.ts";
import type { SecondClient } from "./second-client.ts";

const refusal = z.object({ requestId: z.string() });
const nodeList = z.object({
  pending: z.array(z.looseObject({ requestId: z.string(), nodeId: z.string() })),
  paired: z.array(z.looseObject({ nodeId: z.string(), commands: z.array(z.string()).default([]) })),
});

/** A node whose device is paired, and which offers whatever commands a test wants. */
export interface SimulatedNode {
  readonly name: string;
  readonly nodeId: string;
  /** Connects, again if need be, with these commands. */
  readonly offer: (commands: readonly string[]) => Promise<void>;
  /** Asks to be let in as an operator as well. @returns the id of the pairing request */
  readonly askAsOperator: () => Promise<string>;
  readonly leave: () => Promise<void>;
  /** The id of its request for commands, as the gateway lists it. */
  readonly requestId: () => Promise<string | undefined>;
  /** The commands that are approved, as the gateway lists them; undefined where none ever were. */
  readonly approved: () => Promise<readonly string[] | undefined>;
}

let count = 0;

/** Pairs a node, from afar; it has not signed in yet. */
export async function pairNode(gateway: RunningGateway, secondClient: SecondClient): Promise<SimulatedNode> {
  count += 1;
  const name = `Node ${process.pid}-${count}`;
  const identity = createIdentity();
  const { url, token } = gateway;
  const as = (commands: readonly string[]) =>
    createDevice({
      identity,
      clientId: "node-host",
      mode: "node",
      role: "node",
      scopes: [],
      caps: ["system"],
      commands,
      displayName: name,
      platform: "linux",
      deviceFamily: "Linux",
      remoteIp: `203.0.113.${(count % 200) + 1}`,
    });
  let device: SimulatedDevice = as([]);
  const outcome = await device.connect({ url, token });
  if (outcome.ok) throw new Error("The gateway let the node in at once");
  await secondClient.approve(refusal.parse(outcome.details).requestId);
  const list = async () => nodeList.parse(await secondClient.request("node.pair.list"));
  const nodeId = device.deviceId;
  return {
    name,
    nodeId,
    offer: async (commands) => {
      await device.disconnect();
      device = as(commands);
      const entered = await device.connect({ url, token });
      if (!entered.ok) throw new Error(`The node was not let in: ${entered.message}`);
    },
    askAsOperator: async () => {
      await device.disconnect();
      const asked = await device.connect({ url, token, role: "operator", scopes: ["operator.read"] });
      if (asked.ok) throw new Error("The gateway let the device in at once");
      return refusal.parse(asked.details).requestId;
    },
    leave: () => device.disconnect(),
    requestId: async () => (await list()).pending.find((one) => one.nodeId === nodeId)?.requestId,
    approved: async () => (await list()).paired.find((one) => one.nodeId === nodeId)?.commands,
  };
}
