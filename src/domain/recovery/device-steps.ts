/** The steps of the recovery checklist for a device other than this browser. */

import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { isOnline } from "#domain/device-traits.ts";
import { RESTART_NODE_COMMAND } from "#domain/node-approval.ts";
import { reconnectStatus } from "#domain/reconnect.ts";

/** The device list at one moment. Times in ms since the epoch, the gateway's clock. */
export interface ListSnapshot {
  readonly atMs: number;
  readonly pending: readonly PairingRequest[];
  readonly paired: readonly PairedDevice[];
  /** Devices with an open session; null where the gateway does not say. */
  readonly online: ReadonlySet<string> | null;
}

export interface AffectedDevice {
  readonly deviceId: string;
  readonly role: string;
}

export type ChecklistState = "To do" | "Doing" | "Done" | "Not needed" | "Failed";

/** How far a step has come, and why. */
export type StepProgress = readonly [state: ChecklistState, detail: string];

/** A sign-in sets `rotatedAtMs` and `lastSeenAtMs` within this time, where new gateways issue a fresh token at it. */
const SIGN_IN_SLACK_MS = 2_000;

/** Steps two to five. */
export function deviceSteps(
  affected: AffectedDevice | null,
  atStart: ListSnapshot | null,
  now: ListSnapshot | null,
): readonly StepProgress[] {
  if (!affected) {
    const later: StepProgress = ["To do", "First find the device."];
    return [
      now ? ["Doing", "Choose the device that cannot get in."] : ["To do", "Sign in to read the list."],
      later,
      later,
      later,
    ];
  }
  if (!now || !atStart) {
    return Array.from({ length: 4 }, () => ["To do", "The list has not been read yet."] as const);
  }
  const before = pairedOf(atStart, affected);
  const device = pairedOf(now, affected);
  const request = now.pending.find(({ deviceId }) => deviceId === affected.deviceId);
  const rotatedAtMs = rotationOf(before, device, affected.role);
  const isRotated = rotatedAtMs !== null;
  const isApproved =
    device !== undefined && (device.approvedAtMs ?? 0) > (before?.approvedAtMs ?? atStart.atMs);
  const isBack = hasReconnected(affected, atStart, now, rotatedAtMs, isApproved);
  return [
    device || before || request
      ? ["Done", "The device is known."]
      : ["Failed", "The gateway knows no device with this id. It must ask for approval first."],
    rotationStep(isRotated, isBack, device !== undefined),
    approvalStep(request, isApproved, isBack, before !== undefined && !device),
    retryStep(isBack, isRotated || isApproved, isApproved, affected.role === "node"),
  ];
}

function rotationStep(isRotated: boolean, isBack: boolean, isPaired: boolean): StepProgress {
  if (isRotated) return ["Done", "Its token was rotated since you began."];
  if (isBack) return ["Not needed", "The device reconnected without it."];
  if (!isPaired) return ["Not needed", "The device is not paired, so it has no token to rotate."];
  return ["To do", "The old token stops working, and the device signs in anew."];
}

function approvalStep(
  request: PairingRequest | undefined,
  isApproved: boolean,
  isBack: boolean,
  isRemoved: boolean,
): StepProgress {
  if (request) return ["Doing", "The device asks for approval. Review its request and approve it."];
  if (isApproved) return ["Done", "The device was approved again since you began."];
  if (isRemoved) {
    return ["Doing", "The device was removed. Its request appears here when it signs in again."];
  }
  if (isBack) return ["Not needed", "The device reconnected without it."];
  return ["To do", "Only if the rotation is not enough."];
}

function retryStep(isBack: boolean, isExpected: boolean, isApproved: boolean, isNode: boolean): StepProgress {
  if (isBack) {
    const commands =
      "On newer gateways its commands need an approval of their own: look for it under “Node commands”.";
    return ["Done", isNode && isApproved ? `The node has signed in again. ${commands}` : "The device has signed in again."]; // prettier-ignore
  }
  // A node host that was refused does not try again.
  const what = isNode
    ? `Restart the node on its own machine, with the gateway’s current token or password (“${RESTART_NODE_COMMAND}”, or run “openclaw node run” again).`
    : "Have the device sign in with the gateway’s current token or password.";
  return isExpected ? ["Doing", `${what} This page watches for it.`] : ["To do", what];
}

/** When the token was rotated since the start, whoever did it; else null. */
function rotationOf(
  before: PairedDevice | undefined,
  device: PairedDevice | undefined,
  role: string,
): number | null {
  const tokenOf = (one: PairedDevice | undefined) => one?.tokens.find((token) => token.role === role);
  const rotatedAtMs = tokenOf(device)?.rotatedAtMs;
  // A device that is paired anew has a token that nobody rotated.
  if (rotatedAtMs === undefined || !tokenOf(before)) return null;
  return rotatedAtMs > (tokenOf(before)?.rotatedAtMs ?? 0) ? rotatedAtMs : null;
}

function hasReconnected(
  affected: AffectedDevice,
  atStart: ListSnapshot,
  now: ListSnapshot,
  rotatedAtMs: number | null,
  isApproved: boolean,
): boolean {
  const device = pairedOf(now, affected);
  if (!device) return false;
  const before = pairedOf(atStart, affected);
  const wasOnline = before ? isOnline(before, atStart.online) : atStart.online?.has(affected.deviceId);
  // Only newer gateways, which report `connected`, end sessions at a rotation: else the session may be the old one.
  const isSessionNew = !wasOnline || (rotatedAtMs !== null && device.connected !== undefined) || isApproved;
  // A rotation by an operator is no sign-in.
  const tokens = device.tokens.map((token) => ({ ...token, rotatedAtMs: undefined }));
  const status = reconnectStatus({
    ...affected,
    sinceMs: rotatedAtMs === null ? atStart.atMs : rotatedAtMs - SIGN_IN_SLACK_MS,
    pending: now.pending,
    paired: [
      {
        ...device,
        connected: isSessionNew ? device.connected : undefined,
        tokens,
      },
    ],
    online: isSessionNew ? now.online : null,
  });
  return status.kind === "reconnected";
}

function pairedOf(list: ListSnapshot, { deviceId }: AffectedDevice): PairedDevice | undefined {
  return list.paired.find((one) => one.deviceId === deviceId);
}
