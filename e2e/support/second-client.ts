import { z } from "zod";
import type { RunningGateway } from "../../sandbox/gateway.ts";
import { createDevice, type SimulatedDevice } from "../../sandbox/device.ts";

const tokenEntry = z.looseObject({
  role: z.string(),
  scopes: z.array(z.string()),
  createdAtMs: z.number().optional(),
  rotatedAtMs: z.number().optional(),
  revokedAtMs: z.number().optional(),
});
const entry = z.looseObject({
  deviceId: z.string(),
  displayName: z.string().optional(),
  clientId: z.string().optional(),
  roles: z.array(z.string()).default([]),
  scopes: z.array(z.string()).default([]),
  operatorLabel: z.string().optional(),
  tokens: z.array(tokenEntry).default([]),
});
const deviceList = z.object({
  pending: z.array(entry.extend({ requestId: z.string() })),
  paired: z.array(entry),
});

/** What the gateway lists, as far as the tests look at it. */
export type GatewayList = z.infer<typeof deviceList>;

/** Reads what `openclaw devices list --json` prints. */
export function parseGatewayList(text: string): GatewayList {
  return deviceList.parse(JSON.parse(text));
}

const ALL_SCOPES = [
  "operator.admin",
  "operator.read",
  "operator.write",
  "operator.approvals",
  "operator.pairing",
] as const;

/**
 * Another administrator, on the gateway's host: checks what the page claims, and acts "elsewhere".
 * It signs in when it is first used, and again when the gateway was restarted.
 */
export class SecondClient {
  readonly #gateway: RunningGateway;
  readonly #device: SimulatedDevice = createDevice({
    clientId: "cli",
    mode: "cli",
    role: "operator",
    scopes: ALL_SCOPES,
    displayName: "Second client",
  });

  constructor(gateway: RunningGateway) {
    this.#gateway = gateway;
  }

  get deviceId(): string {
    return this.#device.deviceId;
  }

  async request(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    if (!this.#device.connected) {
      const { url, token } = this.#gateway;
      const outcome = await this.#device.connect({ url, token });
      if (!outcome.ok) throw new Error(`The second client was refused: ${outcome.message}`);
    }
    return this.#device.request(method, params);
  }

  async list(): Promise<GatewayList> {
    return deviceList.parse(await this.request("device.pair.list"));
  }

  async paired(deviceId: string): Promise<GatewayList["paired"][number] | undefined> {
    return (await this.list()).paired.find((device) => device.deviceId === deviceId);
  }

  /** The token that a device has for a role. */
  async token(
    deviceId: string,
    role = "operator",
  ): Promise<GatewayList["paired"][number]["tokens"][number] | undefined> {
    return (await this.paired(deviceId))?.tokens.find((one) => one.role === role);
  }

  async approve(requestId: string): Promise<void> {
    await this.request("device.pair.approve", { requestId });
  }

  async reject(requestId: string): Promise<void> {
    await this.request("device.pair.reject", { requestId });
  }

  async remove(deviceId: string): Promise<void> {
    await this.request("device.pair.remove", { deviceId });
  }

  /** Rejects every request and removes every device but this one and the gateway's own command line. */
  async clear(): Promise<void> {
    const { pending, paired } = await this.list();
    for (const { requestId } of pending) await this.reject(requestId);
    for (const { deviceId, clientId } of paired) if (clientId !== "cli") await this.remove(deviceId);
    // A test has cleared all devices, this one included; old gateways leave its session open. It pairs again when used.
    if (!paired.some(({ deviceId }) => deviceId === this.deviceId)) await this.disconnect();
  }

  async disconnect(): Promise<void> {
    await this.#device.disconnect();
  }
}
