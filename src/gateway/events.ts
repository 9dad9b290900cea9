import type { EventFrame } from "@openclaw/gateway-client/browser";
import { parsePresence, parseRequested, parseResolved, type Resolution } from "./messages.ts";
import type { PairingRequest } from "#domain/device.ts";

/** What the page reacts to; `gap` is ours: events were lost, so whatever they would have said must be read. */
export type GatewayEvent =
  | { readonly type: "requested"; readonly request: PairingRequest }
  | { readonly type: "resolved"; readonly resolution: Resolution }
  | { readonly type: "presence"; readonly online: ReadonlySet<string> }
  | { readonly type: "devices-changed" }
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
      return { type: "devices-changed" };
    default:
      return "ignored";
  }
}
