import type { WaitingApproval } from "#domain/command-approval.ts";
import type { DeviceFacts, PairedDevice, PairingRequest } from "#domain/device.ts";
import { shortDeviceId, shownName } from "#domain/names.ts";
import type { NodeRequest } from "#domain/node-request.ts";
import { riskTiers, TIER_LABELS } from "#domain/risk.ts";

/** A request that a notification may tell of. */
export interface Asking {
  readonly requestId: string;
  /** Only for those that are told: most were told before. Nothing of a device is in the title, since its name could say anything. */
  readonly describe: () => { readonly title: string; readonly body: string };
}

/** A device that asks to be let in. */
export function askingDevice(request: PairingRequest, paired: readonly PairedDevice[]): Asking {
  return {
    requestId: request.requestId,
    describe: () => {
      const isPaired = paired.some(({ deviceId }) => deviceId === request.deviceId);
      const tiers = riskTiers(request.roles, request.scopes).map((tier) => TIER_LABELS[tier]);
      return {
        title: isPaired ? "A device asks for more access" : "A device asks for access",
        body: `${who(request)}\n${tiers.join(", ") || "No rights"}`,
      };
    },
  };
}

/** A node whose commands wait for approval. */
export function askingNode(request: NodeRequest): Asking {
  const { length } = request.commands;
  return {
    requestId: request.requestId,
    describe: () => ({
      title: "A node asks for its commands",
      body: `${who(request)}\n${length} ${length === 1 ? "command" : "commands"}`,
    }),
  };
}

/** An agent that waits for an answer. Its command may hold a secret, and notifications are shown on locked screens. */
export function askingAgent({ id }: WaitingApproval): Asking {
  return {
    requestId: id,
    describe: () => ({
      title: "An agent waits for your answer",
      body: "Open the page to read what it asks.",
    }),
  };
}

function who(device: DeviceFacts): string {
  return `${shownName(device, 40).safe.plain} (${shortDeviceId(device.deviceId)})`;
}
