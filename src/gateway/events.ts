import type { EventFrame } from "@openclaw/gateway-client/browser";
import { parsePresence, parseRequested, parseResolved, type Resolution } from "./messages.ts";
import { parseEndedId, parseWaiting } from "./waiting-approvals.ts";
import type { ApprovalKind, WaitingApproval } from "#domain/command-approval.ts";
import type { PairingRequest } from "#domain/device.ts";
import type { SetupEnd } from "#domain/setup-code.ts";

/** What the page reacts to; `gap` is ours: events were lost, so everything must be refetched. */
export type GatewayEvent =
  | { readonly type: "requested"; readonly request: PairingRequest }
  | { readonly type: "resolved"; readonly resolution: Resolution }
  | { readonly type: "presence"; readonly online: ReadonlySet<string> }
  | { readonly type: "devices-changed" }
  /** About the commands of a node; the device list may tell it as well. Read by data/node-feed.ts. */
  | { readonly type: "node-pairing"; readonly event: string; readonly payload: unknown }
  | { readonly type: "approval-requested"; readonly approval: WaitingApproval }
  | { readonly type: "approval-resolved"; readonly id: string; readonly payload: unknown }
  /** What is being added reads it. */
  | { readonly type: "setup-ended"; readonly how: SetupEnd["kind"]; readonly payload: unknown }
  | { readonly type: "gap" };

/**
 * Reads an event frame.
 * @returns `ignored` for events that this page does not use, `unreadable` for known ones that are invalid
 */
export function readEvent({ event, payload }: EventFrame): GatewayEvent | "ignored" | "unreadable" {
  switch (event) {
    case "device.pair.requested": {
      const request = parseRequested(payload);
      return request ? { type: "requested", request } : "unreadable";
    }
    case "device.pair.resolved": {
      const resolution = parseResolved(payload);
      return resolution ? { type: "resolved", resolution } : "unreadable";
    }
    case "presence": {
      const online = parsePresence(payload);
      return online ? { type: "presence", online } : "unreadable";
    }
    case "device.pair.changed":
      return { type: "devices-changed" };
    case "node.pair.requested":
    case "node.pair.resolved":
      return { type: "node-pairing", event, payload };
    case "exec.approval.requested":
      return readApproval("exec", payload);
    case "plugin.approval.requested":
      return readApproval("plugin", payload);
    case "openclaw.approval.requested":
      return readApproval("system-agent", payload);
    case "exec.approval.resolved":
    case "plugin.approval.resolved":
    case "openclaw.approval.resolved": {
      const id = parseEndedId(payload);
      return id === null ? "unreadable" : { type: "approval-resolved", id, payload };
    }
    case "device.pair.setup.completed":
      return { type: "setup-ended", how: "used", payload };
    case "device.pair.setup.deliveryUncertain":
      return { type: "setup-ended", how: "uncertain", payload };
    default:
      return "ignored";
  }
}

function readApproval(kind: ApprovalKind, payload: unknown): GatewayEvent | "unreadable" {
  const approval = parseWaiting(kind, payload);
  return approval ? { type: "approval-requested", approval } : "unreadable";
}
