/** The kind of a device, from what it says about itself: for an icon and a label, never for a decision. */

import { safeText } from "#lib/safe-text.ts";

import type { DeviceFacts } from "./device.ts";

/** Each kind has its own icon. */
export type ClientKind =
  "phone" | "tablet" | "browser" | "cli" | "desktop" | "node" | "watch" | "service" | "unknown";

interface ClientDescription {
  readonly kind: ClientKind;
  /** "Control UI", "iOS app", "Node host"; an unknown client's own id, made safe. */
  readonly label: string;
}

/** The closed list of client ids that gateways accept (`GATEWAY_CLIENT_IDS`), with old ones. */
const CLIENTS: ReadonlyMap<string, readonly [ClientKind, string]> = new Map([
  ["openclaw-control-ui", ["browser", "Control UI"]],
  ["webchat-ui", ["browser", "Web chat"]],
  ["webchat", ["browser", "Web chat"]],
  ["openclaw-browser-copilot", ["browser", "Browser copilot"]],
  ["openclaw-tui", ["cli", "Terminal UI"]],
  ["cli", ["cli", "CLI"]],
  ["openclaw-macos", ["desktop", "macOS app"]],
  ["openclaw-linux", ["desktop", "Linux app"]],
  ["openclaw-ios", ["phone", "iOS app"]],
  ["openclaw-android", ["phone", "Android app"]],
  ["openclaw-watchos", ["watch", "Watch app"]],
  ["node-host", ["node", "Node host"]],
  ["openclaw-worker", ["service", "Cloud worker"]],
  ["gateway-client", ["service", "Background service"]],
  ["openclaw-probe", ["service", "Probe"]],
  ["fingerprint", ["service", "Fingerprint check"]],
  ["test", ["service", "Test client"]],
]);

const MODES: ReadonlyMap<string, readonly [ClientKind, string]> = new Map([
  ["webchat", ["browser", "Web chat"]],
  ["ui", ["browser", "Web page"]],
  ["cli", ["cli", "CLI"]],
  ["node", ["node", "Node"]],
  ["backend", ["service", "Background service"]],
  ["worker", ["service", "Cloud worker"]],
  ["probe", ["service", "Probe"]],
  ["test", ["service", "Test client"]],
]);

/** Describes a device by client id, then mode, then role; the device family tells a tablet or watch from a phone. */
export function clientKind(
  device: Pick<DeviceFacts, "clientId" | "clientMode" | "deviceFamily"> & {
    readonly roles?: readonly string[];
  },
): ClientDescription {
  const id = device.clientId?.trim().toLowerCase() ?? "";
  const known = CLIENTS.get(id);
  const guessed = known ?? MODES.get(device.clientMode?.trim().toLowerCase() ?? "");
  const named = safeText(id, 32);
  if (guessed) {
    const [kind, label] = guessed;
    return { kind: refine(kind, device.deviceFamily), label: known || named.isBlank ? label : named.plain };
  }
  const kind = device.roles?.includes("node") ? "node" : refine("unknown", device.deviceFamily);
  return { kind, label: named.isBlank ? "Unknown client" : named.plain };
}

function refine(kind: ClientKind, family: string | undefined): ClientKind {
  if (kind !== "phone" && kind !== "unknown") return kind;
  if (/ipad|tablet/i.test(family ?? "")) return "tablet";
  if (/watch/i.test(family ?? "")) return "watch";
  return /iphone|phone|android/i.test(family ?? "") ? "phone" : kind;
}

const PLATFORMS: ReadonlyMap<string, string> = new Map([
  ["darwin", "macOS"],
  ["macos", "macOS"],
  ["macintel", "macOS"],
  ["win32", "Windows"],
  ["windows", "Windows"],
  ["linux", "Linux"],
  ["ios", "iOS"],
  ["ipados", "iPadOS"],
  ["watchos", "watchOS"],
  ["android", "Android"],
  ["iphone", "iOS"],
  ["ipad", "iPadOS"],
  ["freebsd", "FreeBSD"],
  ["web", "Web"],
]);

/**
 * Platform and family as one readable line: "iOS 18.1 · iPhone", "macOS", "Linux"; null where nothing is known.
 * Platforms come as `process.platform` ("darwin"), as `navigator.platform` ("Linux x86_64") or with a version.
 */
export function platformText(device: Pick<DeviceFacts, "platform" | "deviceFamily">): string | null {
  const raw = device.platform?.trim() ?? "";
  const head = /^[a-z0-9]+/i.exec(raw)?.[0] ?? "";
  const readable = PLATFORMS.get(head.toLowerCase());
  const platform = safeText(readable === undefined ? raw : readable + raw.slice(head.length), 40);
  const family = safeText(device.deviceFamily?.trim() ?? "", 24);
  const parts = [platform, family].filter((part) => !part.isBlank).map((part) => part.plain);
  if (parts.length === 2 && parts[0]?.toLowerCase().startsWith(parts[1]?.toLowerCase() ?? "")) parts.pop();
  return parts.length > 0 ? parts.join(" · ") : null;
}
