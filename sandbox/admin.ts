import { readPairingConnectErrorDetails } from "@openclaw/gateway-client/browser";
import { createDevice, type ConnectOutcome, type SimulatedDevice } from "./device.ts";
import { SandboxError } from "./errors.ts";
import type { RunningGateway } from "./gateway.ts";
import { createIdentity, type DeviceIdentity } from "./identity.ts";

/** Every scope that an operator can hold. On new gateways nobody can approve a scope that they do not hold. */
const ALL_SCOPES: readonly string[] = [
  "operator.admin",
  "operator.approvals",
  "operator.pairing",
  "operator.read",
  "operator.write",
];

/** One for each gateway, since another identity would be another paired device. */
const identities = new WeakMap<RunningGateway, DeviceIdentity>();

/**
 * An administrator's session: the command line on the gateway's own host, which is approved silently. (Without a
 * device identity new gateways would let it manage devices, but 2026.3 grants it no scopes.)
 */
export async function openAdmin(gateway: RunningGateway): Promise<SimulatedDevice> {
  const identity = identities.get(gateway) ?? createIdentity();
  identities.set(gateway, identity);
  const admin = createDevice({
    clientId: "cli",
    mode: "cli",
    role: "operator",
    scopes: ALL_SCOPES,
    displayName: "Gateway host",
    identity,
  });
  const outcome = await admin.connect({ url: gateway.url, token: gateway.token });
  if (!outcome.ok) throw new SandboxError(`The sandbox's administrator was refused: ${outcome.message}`);
  return admin;
}

/** The id of the pairing request that a refused connection left behind, or `null`. */
export function pendingRequestId(outcome: ConnectOutcome): string | null {
  return outcome.ok ? null : (readPairingConnectErrorDetails(outcome.details)?.requestId ?? null);
}

/** Lets the device ask and approves it. The device is not connected afterwards. */
export async function admit(
  admin: SimulatedDevice,
  device: SimulatedDevice,
  gateway: RunningGateway,
): Promise<void> {
  const outcome = await device.connect({ url: gateway.url, token: gateway.token });
  const requestId = pendingRequestId(outcome);
  if (requestId !== null) await admin.request("device.pair.approve", { requestId });
  else if (outcome.ok) await device.disconnect();
  else throw new SandboxError(`A simulated device could not ask to be paired: ${outcome.message}`);
}
