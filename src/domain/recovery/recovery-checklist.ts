/** The recovery checklist for a token that is not accepted: five steps, ticked off by what really happened. */

import type { CredentialKind } from "#domain/connection/attempt.ts";
import type { ConnectionState } from "#domain/connection/state.ts";
import {
  deviceSteps,
  type AffectedDevice,
  type ChecklistState,
  type ListSnapshot,
  type StepProgress,
} from "./device-steps.ts";

export interface ChecklistFacts {
  /** Who cannot get in; null until the person has chosen a device. */
  readonly affected: AffectedDevice | "this-browser" | null;
  /** The list when the recovery began; null while it could not be read. */
  readonly atStart: ListSnapshot | null;
  readonly now: ListSnapshot | null;
  readonly state: ConnectionState;
  /** This browser's device id; null until it was needed. */
  readonly deviceId: string | null;
  /** This browser keeps a device token for this gateway. */
  readonly hasDeviceToken: boolean;
  /** The person has ticked the first step. */
  readonly isTokenSourceConfirmed: boolean;
  /** This browser's stale device token was forgotten, or dropped by the page itself. */
  readonly isDeviceTokenForgotten: boolean;
  /** This browser had to wait for approval since the recovery began. */
  readonly wasApprovalNeeded: boolean;
  /** A person had this browser try again since the recovery began. */
  readonly isRetried: boolean;
}

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

const SHARED = new Set<CredentialKind>(["shared-token", "password", "shared-and-device-token"]);

/** The five steps of the gateways' own documents, as far as they have come. */
export function recoveryChecklist(facts: ChecklistFacts): readonly ChecklistItem[] {
  const { affected, atStart, now } = facts;
  const rest = affected === "this-browser" ? browserSteps(facts) : deviceSteps(affected, atStart, now);
  return [tokenSource(facts), ...rest].map(([state, detail], index) => ({
    title: TITLES[index] ?? "",
    state,
    detail,
  }));
}

function tokenSource({ state, now, isTokenSourceConfirmed }: ChecklistFacts): StepProgress {
  if (state.phase === "connected" && SHARED.has(state.credential)) {
    return ["Done", "This page signed in with the gateway’s token or password, so that is the current one."];
  }
  if (now) return ["Done", "This page is signed in, and has read the device list from the gateway."];
  if (isTokenSourceConfirmed) return ["Done", "You confirmed it."];
  if (state.phase === "opening" || state.phase === "authenticating") {
    return ["Doing", "The sign-in is under way."];
  }
  return [
    "To do",
    "See which token the gateway uses now, and where it comes from: its configuration file or its environment.",
  ];
}

function browserSteps(facts: ChecklistFacts): readonly StepProgress[] {
  return [
    facts.deviceId === null
      ? ["To do", "This browser has no device id yet; it makes one when it first signs in."]
      : ["Done", "It is this browser. Its device id is known."],
    browserToken(facts),
    browserApproval(facts),
    browserRetry(facts),
  ];
}

function browserToken({ state, hasDeviceToken, isDeviceTokenForgotten }: ChecklistFacts): StepProgress {
  if (isDeviceTokenForgotten) {
    return [
      "Done",
      "This browser has forgotten its stale token. A sign-in with the gateway’s token brings a fresh one.",
    ];
  }
  if (state.phase === "connected") return ["Not needed", "This browser signed in without it."];
  if (!hasDeviceToken) {
    return ["Not needed", "This browser keeps no device token for this gateway, so none can be out of date."];
  }
  return ["To do", "Forget this browser’s device token. That has the effect of a rotation."];
}

function browserApproval({ state, wasApprovalNeeded }: ChecklistFacts): StepProgress {
  if (state.phase === "blocked" && state.isTurnedDown) return ["Failed", "The request was turned down."];
  if (isWaitingForApproval(state))
    return ["Doing", "The request is waiting. Somebody who is signed in must approve it."];
  if (state.phase !== "connected") {
    return ["To do", "Only if step 5 is not enough: have this browser removed, and approve it again."];
  }
  if (wasApprovalNeeded) return ["Done", "This browser was approved."];
  return ["Not needed", "This browser signed in without it."];
}

function browserRetry({ state, isRetried }: ChecklistFacts): StepProgress {
  if (state.phase === "connected") return ["Done", "This browser is signed in."];
  if (state.phase === "blocked" && isRetried) return ["Failed", "The gateway refused the last attempt."];
  if (state.phase === "blocked" || state.phase === "idle") {
    return ["To do", "Enter the gateway’s token, and try once."];
  }
  if (isWaitingForApproval(state)) return ["Doing", "It is retried automatically until it is approved."];
  return ["Doing", "The sign-in is under way."];
}

function isWaitingForApproval(state: ConnectionState): boolean {
  return state.phase === "waiting" && state.waitsFor === "approval";
}
