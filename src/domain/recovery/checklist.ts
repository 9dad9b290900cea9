/** The recovery checklist for a token that does not fit: five steps, ticked off by what really happened. */

import { comebackOf, type Comeback } from "#domain/comeback.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { isOnline } from "#domain/device-traits.ts";
import { RESTART_NODE_COMMAND } from "#domain/node-approval.ts";

/** The device list at one moment. Times in ms since the epoch, the gateway's clock. */
export interface ListSnapshot {
  readonly atMs: number;
  readonly pending: readonly PairingRequest[];
  readonly paired: readonly PairedDevice[];
  /** Devices with an open session; null where the gateway does not say. */
  readonly online: ReadonlySet<string> | null;
}

type Progress = "none" | "running" | "done" | "failed";

/** What the checklist goes by. */
export interface ChecklistFacts {
  /** Who cannot get in; null until the person has chosen a device. */
  readonly affected: { readonly deviceId: string; readonly role: string } | "this-browser" | null;
  /** The list when the recovery began; null while it could not be read. */
  readonly atStart: ListSnapshot | null;
  readonly now: ListSnapshot | null;
  readonly connection: {
    readonly phase: "idle" | "opening" | "authenticating" | "connected" | "waiting" | "blocked";
    /** What the open session was signed in with; null where there is none. */
    readonly credential: string | null;
    /** This browser waits for approval. */
    readonly isWaitingForApproval: boolean;
    /** Somebody turned this browser's request down. */
    readonly isTurnedDown: boolean;
    /** This browser's device id; null until it was needed. */
    readonly deviceId: string | null;
    /** This browser keeps a device token for this gateway. */
    readonly hasDeviceToken: boolean;
  };
  /** What was done on this page since the recovery began. */
  readonly done: {
    /** The person has ticked the first step. */
    readonly isTokenSourceConfirmed: boolean;
    readonly rotation: Progress;
    readonly removal: Progress;
    /** This browser's stale device token was forgotten, or dropped by the page itself. */
    readonly isDeviceTokenForgotten: boolean;
    /** This browser had to wait for approval. */
    readonly wasApprovalNeeded: boolean;
    /** A person had this browser try again. */
    readonly isRetried: boolean;
  };
}

export type ChecklistState = "To do" | "Doing" | "Done" | "Not needed" | "Failed";

/** One step. */
export interface ChecklistItem {
  readonly title: string;
  readonly state: ChecklistState;
  readonly detail: string;
}

const TITLES = [
  "Confirm the gateway’s current token source",
  "List the paired devices and find the affected device id",
  "Rotate the operator token of that device",
  "Remove the stale pairing and approve it again",
  "Retry the connection with the current shared token or password",
] as const;

const SIGN_IN = "Have the device sign in with the gateway’s current token or password.";
/** A node host that was refused does not try again. */
const RESTART_NODE = `Restart the node on its own machine, with the gateway’s current token or password (“${RESTART_NODE_COMMAND}”, or run “openclaw node run” again).`;

type Connection = ChecklistFacts["connection"];
type Done = ChecklistFacts["done"];
type Judged = readonly [state: ChecklistState, detail: string];

/** A sign-in sets `rotatedAtMs` and `lastSeenAtMs` within this time, where new gateways issue a fresh token at it. */
const SIGN_IN_SLACK_MS = 2_000;
const SHARED = new Set(["shared-token", "password", "shared-and-device-token"]);

/** The five steps of the gateways' own documents, as far as they have come. */
export function recoveryChecklist(facts: ChecklistFacts): readonly ChecklistItem[] {
  const rest = facts.affected === "this-browser" ? ofThisBrowser(facts) : ofDevice(facts, facts.affected);
  return [tokenSource(facts), ...rest].map(([state, detail], index) => ({
    title: TITLES[index] ?? "",
    state,
    detail,
  }));
}

function tokenSource({ connection, now, done }: ChecklistFacts): Judged {
  const { phase, credential } = connection;
  if (phase === "connected" && credential !== null && SHARED.has(credential)) {
    return ["Done", "This page signed in with the gateway’s token or password, so that is the current one."];
  }
  if (now) return ["Done", "This page is signed in, and has read the device list from the gateway."];
  if (done.isTokenSourceConfirmed) return ["Done", "You confirmed it."];
  if (phase === "opening" || phase === "authenticating") return ["Doing", "The sign-in is under way."];
  return [
    "To do",
    "See which token the gateway uses now, and where it comes from: its configuration file or its environment.",
  ];
}

function ofThisBrowser({ connection, done }: ChecklistFacts): readonly Judged[] {
  return [
    connection.deviceId === null
      ? ["To do", "This browser has no device id yet; it makes one at the first try."]
      : ["Done", "It is this browser. Its device id is known."],
    ownToken(connection, done),
    ownApproval(connection, done),
    ownRetry(connection, done),
  ];
}

function ownToken({ phase, hasDeviceToken }: Connection, done: Done): Judged {
  if (done.isDeviceTokenForgotten)
    return [
      "Done",
      "This browser has forgotten its stale token. A sign-in with the gateway’s token brings a fresh one.",
    ];
  if (phase === "connected") return ["Not needed", "This browser got in without it."];
  if (!hasDeviceToken)
    return ["Not needed", "This browser keeps no device token for this gateway, so none can be out of date."];
  return [
    "To do",
    "Forget this browser’s device token. That does what a rotation would, and needs nobody else.",
  ];
}

function ownApproval({ phase, isTurnedDown, isWaitingForApproval }: Connection, done: Done): Judged {
  if (isTurnedDown) return ["Failed", "The request was turned down."];
  if (isWaitingForApproval) return ["Doing", "The request waits. Somebody who is in must approve it."];
  if (phase !== "connected")
    return ["To do", "Only if step 5 is not enough: have this browser removed, and approve it again."];
  if (done.wasApprovalNeeded) return ["Done", "This browser was approved."];
  return ["Not needed", "This browser got in without it."];
}

function ownRetry({ phase, isWaitingForApproval }: Connection, done: Done): Judged {
  if (phase === "connected") return ["Done", "This browser is signed in."];
  if (phase === "blocked" && done.isRetried) return ["Failed", "The gateway refused the last try."];
  if (phase === "blocked" || phase === "idle") return ["To do", "Enter the gateway’s token, and try once."];
  if (isWaitingForApproval) return ["Doing", "It is tried again by itself until it is approved."];
  return ["Doing", "The sign-in is under way."];
}

interface Device {
  readonly deviceId: string;
  readonly role: string;
}

function ofDevice(facts: ChecklistFacts, affected: Device | null): readonly Judged[] {
  const { atStart, now, done } = facts;
  if (!affected) {
    const state = now ? "Doing" : "To do";
    const later: Judged = ["To do", "First find the device."];
    return [
      [state, now ? "Choose the device that cannot get in." : "Sign in to read the list."],
      later,
      later,
      later,
    ];
  }
  if (!now || !atStart) {
    const unread: Judged = ["To do", "The list has not been read yet."];
    return [unread, unread, unread, unread];
  }
  const before = pairedOf(atStart, affected);
  const device = pairedOf(now, affected);
  const request = now.pending.find(({ deviceId }) => deviceId === affected.deviceId);
  const rotatedAtMs = rotationOf(before, device, affected.role);
  const isApproved =
    device !== undefined && (device.approvedAtMs ?? 0) > (before?.approvedAtMs ?? atStart.atMs);
  const comeback = comebackSince(atStart, now, affected, rotatedAtMs, done.rotation === "done", isApproved);
  const isBack = comeback.kind === "back";
  const isNode = affected.role === "node";
  return [
    device || before || request
      ? ["Done", "The device is known."]
      : ["Failed", "The gateway knows no device with this id. It must ask for approval first."],
    rotation(done.rotation, { isRotated: rotatedAtMs !== null, isPaired: device !== undefined, isBack }),
    reapproval(done.removal, { isApproved, isBack, isRemoved: before !== undefined && !device, request }),
    isBack
      ? [
          "Done",
          isNode && isApproved
            ? "The node has signed in again. On newer gateways its commands wait for an approval of their own: see “openclaw nodes pending”."
            : "The device has signed in again.",
        ]
      : rotatedAtMs !== null || isApproved
        ? ["Doing", `${isNode ? RESTART_NODE : SIGN_IN} This page watches for it.`]
        : ["To do", isNode ? RESTART_NODE : SIGN_IN],
  ];
}

function rotation(
  progress: Progress,
  { isRotated, isPaired, isBack }: { isRotated: boolean; isPaired: boolean; isBack: boolean },
): Judged {
  if (isRotated) return ["Done", "Its token was rotated since you began."];
  if (progress === "running" || progress === "done") return ["Doing", "The gateway is being asked."];
  if (isBack) return ["Not needed", "The device came back without it."];
  if (!isPaired) return ["Not needed", "The device is not paired, so it has no token to rotate."];
  if (progress === "failed") return ["Failed", "The gateway refused to rotate the token."];
  return ["To do", "The old token stops working, and the device signs in anew."];
}

interface Pairing {
  readonly isApproved: boolean;
  readonly isBack: boolean;
  readonly isRemoved: boolean;
  readonly request: PairingRequest | undefined;
}

function reapproval(progress: Progress, { isApproved, isBack, isRemoved, request }: Pairing): Judged {
  if (request) return ["Doing", "The device asks to be let in. Review its request and approve it."];
  if (isApproved) return ["Done", "The device was approved again since you began."];
  if (isRemoved)
    return ["Doing", "The device is removed. As soon as it signs in again, its request appears here."];
  if (isBack) return ["Not needed", "The device came back without it."];
  if (progress === "running" || progress === "done") return ["Doing", "The gateway is being asked."];
  if (progress === "failed") return ["Failed", "The gateway refused to remove the device."];
  return ["To do", "Only if the rotation is not enough."];
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

function comebackSince(
  atStart: ListSnapshot,
  now: ListSnapshot,
  affected: Device,
  rotatedAtMs: number | null,
  isRotatedHere: boolean,
  isApproved: boolean,
): Comeback {
  const { deviceId } = affected;
  const wasOnline = wasOnlineAt(atStart, deviceId);
  const device = pairedOf(now, affected);
  // Only newer gateways, which report it, end sessions when a token is rotated: else the session may be the old one.
  const isPresenceProof =
    !wasOnline || (rotatedAtMs !== null && device?.connected !== undefined) || isApproved;
  const paired = device ? [withoutMisleading(device, isPresenceProof, isRotatedHere)] : [];
  return comebackOf({
    ...affected,
    sinceMs: rotatedAtMs === null ? atStart.atMs : rotatedAtMs - (isRotatedHere ? 0 : SIGN_IN_SLACK_MS),
    pending: now.pending,
    paired,
    online: isPresenceProof ? now.online : null,
  });
}

/** Leaves out what would look like a sign of life: a session from before, and a rotation by somebody else. */
function withoutMisleading(
  device: PairedDevice,
  isPresenceProof: boolean,
  isRotatedHere: boolean,
): PairedDevice {
  const tokens = isRotatedHere
    ? device.tokens
    : device.tokens.map((token) => ({ ...token, rotatedAtMs: undefined }));
  return { ...device, tokens, connected: isPresenceProof ? device.connected : undefined };
}

function wasOnlineAt(list: ListSnapshot, deviceId: string): boolean {
  const device = list.paired.find((one) => one.deviceId === deviceId);
  return device ? isOnline(device, list.online) === true : list.online?.has(deviceId) === true;
}

function pairedOf(list: ListSnapshot, { deviceId }: Device): PairedDevice | undefined {
  return list.paired.find((one) => one.deviceId === deviceId);
}
