import { z } from "zod";
import { createDevice, type DeviceOptions, type SimulatedDevice } from "../../sandbox/device.ts";
import type { RunningGateway } from "../../sandbox/gateway.ts";

export interface AskOptions {
  /** Default: a name that no other device of this run has. */
  readonly name?: string;
  readonly scopes?: readonly string[];
  /** `node` makes it a node host, which runs commands. */
  readonly role?: "operator" | "node";
  readonly remoteIp?: string;
  readonly platform?: string;
}

/** A device somewhere else that has asked to be let in, and waits. */
export interface AskingDevice {
  readonly name: string;
  readonly deviceId: string;
  readonly requestId: string;
  readonly role: string;
  /** The device itself, for what the rest of this does not cover. */
  readonly device: SimulatedDevice;
  /** Connects again, with other wishes if there are any. @returns the id of the request that stands then */
  readonly ask: (wishes?: { scopes?: readonly string[]; role?: string }) => Promise<string>;
  /** Connects again, now that it is approved. */
  readonly enter: () => Promise<void>;
}

const refusal = z.object({ requestId: z.string() });
let count = 0;

function describe({ name, scopes, role = "operator", remoteIp, platform }: AskOptions): DeviceOptions {
  count += 1;
  return {
    clientId: role === "node" ? "node-host" : "openclaw-ios",
    mode: role === "node" ? "node" : "ui",
    role,
    scopes: scopes ?? (role === "node" ? [] : ["operator.read"]),
    ...(role === "node" && { caps: ["system"], commands: ["system.run", "system.which"] }),
    displayName: name ?? `${role === "node" ? "Node" : "Phone"} ${process.pid}-${count}`,
    platform: platform ?? (role === "node" ? "linux" : "ios"),
    remoteIp: remoteIp ?? `203.0.113.${(count % 200) + 1}`,
  };
}

/** Lets a new device ask `gateway` for pairing, from afar. */
export async function askToPair(gateway: RunningGateway, options: AskOptions = {}): Promise<AskingDevice> {
  const description = describe(options);
  const device = createDevice(description);
  const ask: AskingDevice["ask"] = async (wishes = {}) => {
    const { url, token } = gateway;
    const outcome = await device.connect({ url, token, ...wishes });
    if (outcome.ok) throw new Error("The gateway let the device in at once");
    if (outcome.code !== "PAIRING_REQUIRED") throw new Error(`The gateway refused: ${outcome.message}`);
    return refusal.parse(outcome.details).requestId;
  };
  return {
    name: description.displayName ?? "",
    deviceId: device.deviceId,
    requestId: await ask(),
    role: description.role,
    device,
    ask,
    enter: async () => {
      const { url, token } = gateway;
      const outcome = await device.connect({ url, token });
      if (!outcome.ok) throw new Error(`The device was not let in: ${outcome.message}`);
    },
  };
}
