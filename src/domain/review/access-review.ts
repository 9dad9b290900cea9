/** A review of who has access: what was decided about each device, what is to be done, and what came of it. */

import { nameToKeep, wordsToKeep, wordToKeep } from "#domain/activity-entries.ts";
import { leftOut } from "#domain/administrators.ts";
import type { DeviceToken, PairedDevice } from "#domain/device.ts";
import { activeTokens } from "#domain/device-traits.ts";

import { accessSign, type Decision } from "./decision.ts";

/**
 * What came of a decision. `gone`: the device was no longer paired; `back`: done, and undone since, for instance by a
 * sign-in with the shared token; `unknown`: sent, and nothing tells what became of it.
 */
export type Outcome = "done" | "gone" | "back" | "refused" | "unknown" | "not-tried";

/** A device as it was when the review began, with what was decided. Names, roles and scopes are its own words. */
export interface ReviewedDevice {
  readonly deviceId: string;
  readonly name?: string | undefined;
  readonly clientId?: string | undefined;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly decision?: Decision | undefined;
  /** `accessSign` of the device when that was decided. */
  readonly sign?: string | undefined;
  readonly outcome?: Outcome | undefined;
  /** What the gateway said, where it refused. */
  readonly message?: string | undefined;
}

/** Times are this browser's, in ms since the epoch. */
export interface AccessReview {
  readonly id: string;
  readonly gatewayUrl: string;
  readonly startedAtMs: number;
  readonly devices: readonly ReviewedDevice[];
  /** Null while it is open. */
  readonly finished: {
    readonly atMs: number;
    readonly by: string;
    readonly newIds: readonly string[];
  } | null;
}

export function beginReview(
  paired: readonly PairedDevice[],
  about: Pick<AccessReview, "id" | "gatewayUrl" | "startedAtMs">,
): AccessReview {
  return { ...about, devices: paired.map(toReviewed), finished: null };
}

function toReviewed(device: PairedDevice): ReviewedDevice {
  return {
    deviceId: device.deviceId,
    name: nameToKeep(device),
    clientId: wordToKeep(device.clientId),
    roles: wordsToKeep(device.roles),
    scopes: wordsToKeep(device.scopes),
  };
}

/** What is decided about some devices; null takes a decision back. */
export type NewDecisions = ReadonlyMap<PairedDevice, Decision | null>;

/** Decides about devices as they are listed now; those that the review does not know come into it. */
export function decide(review: AccessReview, decisions: NewDecisions): AccessReview {
  const byId = new Map<string, PairedDevice>();
  for (const device of decisions.keys()) byId.set(device.deviceId, device);
  const devices = review.devices.map((before): ReviewedDevice => {
    const device = byId.get(before.deviceId);
    if (!device) return before;
    byId.delete(before.deviceId);
    return decided(before, device, decisions.get(device) ?? null);
  });
  for (const device of byId.values())
    devices.push(decided(toReviewed(device), device, decisions.get(device) ?? null));
  return { ...review, devices };
}

function decided(before: ReviewedDevice, device: PairedDevice, decision: Decision | null): ReviewedDevice {
  const { deviceId, name, clientId, roles, scopes } = before;
  return decision === null
    ? { deviceId, name, clientId, roles, scopes }
    : { deviceId, name, clientId, roles, scopes, decision, sign: accessSign(device) };
}

/** One write that a decision needs. */
export type ReviewWrite =
  | { readonly kind: "remove" }
  | { readonly kind: "revoke"; readonly role: string }
  | {
      readonly kind: "rotate";
      readonly role: string;
      /** Undefined keeps those that it has. */
      readonly scopes: readonly string[] | undefined;
      readonly before: DeviceToken | undefined;
    };

export interface PlannedChange {
  readonly device: PairedDevice;
  readonly decision: Decision;
  readonly writes: readonly ReviewWrite[];
}

export interface ReviewPlan {
  readonly changes: readonly PlannedChange[];
  /** Decided about, and different since: to be decided anew. */
  readonly changed: readonly PairedDevice[];
  /** To be changed, and no longer paired. */
  readonly gone: readonly ReviewedDevice[];
  readonly keptCount: number;
  /** Undecided, left for later, or paired since the review began. */
  readonly leftCount: number;
}

/** What finishing would do to the devices as they are listed now. What is done already is not done again. */
export function planReview(review: AccessReview, paired: readonly PairedDevice[]): ReviewPlan {
  const listed = new Map(paired.map((device) => [device.deviceId, device]));
  const changes: PlannedChange[] = [];
  const changed: PairedDevice[] = [];
  const gone: ReviewedDevice[] = [];
  let keptCount = 0;
  let leftCount = pairedSince(review, paired).length;
  for (const reviewed of review.devices) {
    const { decision } = reviewed;
    const device = listed.get(reviewed.deviceId);
    const isChange = decision !== undefined && decision.kind !== "keep" && decision.kind !== "later";
    if (reviewed.outcome === "done") continue;
    if (!device) {
      if (isChange) gone.push(reviewed);
    } else if (decision === undefined || decision.kind === "later") leftCount += 1;
    else if (reviewed.sign !== accessSign(device)) changed.push(device);
    else if (!isChange) keptCount += 1;
    else changes.push({ device, decision, writes: writesOf(device, decision) });
  }
  return { changes, changed, gone, keptCount, leftCount };
}

function writesOf(device: PairedDevice, decision: Decision): readonly ReviewWrite[] {
  const active = activeTokens(device);
  switch (decision.kind) {
    case "keep":
    case "later":
      return [];
    case "remove":
      return [{ kind: "remove" }];
    case "revoke":
      return active.map(({ role }) => ({ kind: "revoke", role }));
    case "rotate":
      return (
        active
          // Old gateways mint a token for any role that is asked for.
          .filter(({ role }) => device.roles.includes(role))
          .map((before) => ({ kind: "rotate", role: before.role, scopes: undefined, before }))
      );
    case "narrow": {
      const before = active.find(({ role }) => role === "operator");
      return before ? [{ kind: "rotate", role: "operator", scopes: decision.scopes, before }] : [];
    }
  }
}

/** The devices of a plan that stay as they are unless a person chooses them one by one: see `leftOut`. */
export function guardedDevices(
  changes: readonly PlannedChange[],
  paired: readonly PairedDevice[],
  thisDeviceId: string | null,
): readonly PairedDevice[] {
  const losing = changes.filter(({ decision }) => losesAccess(decision)).map(({ device }) => device);
  return leftOut(losing, paired, thisDeviceId);
}

function losesAccess(decision: Decision): boolean {
  if (decision.kind === "narrow") return !decision.scopes.includes("operator.admin");
  return decision.kind === "remove" || decision.kind === "revoke";
}

/** Devices that were paired after the review began, and about which it says nothing. */
export function pairedSince(review: AccessReview, paired: readonly PairedDevice[]): readonly PairedDevice[] {
  const known = new Set(review.devices.map(({ deviceId }) => deviceId));
  return paired.filter(({ deviceId }) => !known.has(deviceId));
}

/** What came of some decisions, by device id. */
export type Outcomes = ReadonlyMap<
  string,
  { readonly outcome: Outcome; readonly message?: string | undefined }
>;

export function withOutcomes(review: AccessReview, outcomes: Outcomes): AccessReview {
  return {
    ...review,
    devices: review.devices.map((device) => ({ ...device, ...outcomes.get(device.deviceId) })),
  };
}

/** Ends a review. What was to be changed and was not is told as such. */
export function finishReview(
  review: AccessReview,
  paired: readonly PairedDevice[],
  { atMs, by }: { readonly atMs: number; readonly by: string },
): AccessReview {
  const listed = new Set(paired.map(({ deviceId }) => deviceId));
  const newIds = pairedSince(review, paired).map(({ deviceId }) => deviceId);
  const devices = review.devices.map((device): ReviewedDevice => {
    const { decision, outcome } = device;
    if (decision === undefined || outcome !== undefined) return device;
    if (!listed.has(device.deviceId)) return { ...device, outcome: "gone" };
    if (decision.kind === "later") return device;
    return { ...device, outcome: decision.kind === "keep" ? "done" : "not-tried" };
  });
  return { ...review, devices, finished: { atMs, by, newIds } };
}
