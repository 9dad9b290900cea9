import type { EventFrame } from "@openclaw/gateway-client/browser";
import { parseApproval, parseApprovalEnd } from "./command-approvals.ts";
import { parsePresence, parseRequested, parseResolved, type Resolution } from "./messages.ts";
import type { ApprovalKind, CommandApproval } from "#domain/command-approval.ts";
import type { PairingRequest } from "#domain/device.ts";

/** What the page reacts to; `gap` is ours: events were lost, so whatever they would have said must be read. */
export type GatewayEvent =
  | { readonly type: "requested"; readonly request: PairingRequest }
  | { readonly type: "resolved"; readonly resolution: Resolution }
  | { readonly type: "presence"; readonly online: ReadonlySet<string> }
  | { readonly type: "devices-changed" }
  | { readonly type: "approval-requested"; readonly approval: CommandApproval }
  | { readonly type: "approval-resolved"; readonly id: string }
  | { readonly type: "gap" };

/**
 * Reads an event frame.
 * @returns `ignored` for events that this page has no use for, `unreadable` for known ones that make no sense
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
    // What a node asks for stands in the device list.
    case "node.pair.requested":
    case "node.pair.resolved":
      return { type: "devices-changed" };
    case "exec.approval.requested":
      return readApproval("exec", payload);
    case "plugin.approval.requested":
      return readApproval("plugin", payload);
    case "openclaw.approval.requested":
      return readApproval("system-agent", payload);
    case "exec.approval.resolved":
    case "plugin.approval.resolved":
    case "openclaw.approval.resolved": {
      const id = parseApprovalEnd(payload);
      return id === null ? "unreadable" : { type: "approval-resolved", id };
    }
    default:
      return "ignored";
  }
}

function readApproval(kind: ApprovalKind, payload: unknown): GatewayEvent | "unreadable" {
  const approval = parseApproval(kind, payload);
  return approval ? { type: "approval-requested", approval } : "unreadable";
}
