/** Every way in that needs nobody's click, and who has come in by it. */

import type { PairedDevice } from "#domain/device.ts";
import type { ListedChange } from "#domain/gateway-log/gateway-log.ts";

import { safeText } from "#lib/safe-text.ts";

import { WAY_PATHS, type AutomaticWay, type DoorChange } from "./change.ts";
import type { DoorFacts } from "./facts.ts";

/** One way. `detail` says who comes in by it. */
export interface WayIn {
  readonly id: AutomaticWay | "setup-codes";
  readonly title: string;
  readonly isOpen: boolean;
  readonly detail: string;
  /** What closes it; null where this page cannot, or it is closed. */
  readonly closing: DoorChange | null;
}

interface GatewayFacts {
  readonly protocol: number;
  /** Settings that this gateway does not have. */
  readonly missingPaths: ReadonlySet<string>;
}

export function waysIn(facts: DoorFacts, { protocol, missingPaths }: GatewayFacts): readonly WayIn[] {
  const exists = (way: AutomaticWay) => protocol >= 4 && !missingPaths.has(WAY_PATHS[way]);
  const closing = (way: AutomaticWay, isOpen: boolean): DoorChange | null =>
    isOpen && exists(way) ? { kind: "close-way", way } : null;
  const isLocalOpen = facts.autoApproveLocal !== false;
  const hasNetworks = facts.autoApproveCidrs.length > 0;
  const isSshOpen = facts.sshVerify !== false;
  const isProxyOpen = facts.proxySignIn?.autoApproves === true;
  const ways: WayIn[] = [
    {
      id: "local",
      title: "On the gateway’s own machine",
      isOpen: isLocalOpen,
      detail: `Browsers, apps and command lines there, and through SSH tunnels to it, with the token.${exists("local") ? "" : " This gateway has no setting for it."}`,
      closing: closing("local", isLocalOpen),
    },
  ];
  if (exists("networks")) {
    ways.push({
      id: "networks",
      title: "From trusted networks",
      isOpen: hasNetworks,
      detail: hasNetworks
        ? `New nodes that ask for no rights, from ${facts.autoApproveCidrs.map((entry) => safeText(entry, 45).plain).join(", ")}.`
        : "New nodes from networks that are named. None is.",
      closing: closing("networks", hasNetworks),
    });
  }
  if (exists("ssh")) {
    ways.push({
      id: "ssh",
      title: "Checked by SSH",
      isOpen: isSshOpen,
      detail:
        "New nodes on machines that the gateway can log in to by SSH, where it finds the same key. Their first commands are approved, too.",
      closing: closing("ssh", isSshOpen),
    });
  }
  if (exists("proxy")) {
    ways.push({
      id: "proxy",
      title: "By a reverse proxy",
      isOpen: isProxyOpen,
      detail: "New browsers and apps of people whom a trusted proxy has signed in.",
      closing: closing("proxy", isProxyOpen),
    });
  }
  ways.push({
    id: "setup-codes",
    title: "With a setup code",
    isOpen: true,
    detail: "Whoever uses a code that an administrator has made. Each works once, for a short time.",
    closing: null,
  });
  return ways;
}

const VIA: ReadonlyMap<string, WayIn["id"]> = new Map([
  ["silent", "local"],
  ["trusted-cidr", "networks"],
  ["ssh-verified", "ssh"],
  ["trusted-proxy", "proxy"],
  ["bootstrap", "setup-codes"],
]);

/** Who came in by each way: devices that are paired, and automatic approvals of the log that no paired device accounts for. */
export interface Arrivals {
  readonly byWay: ReadonlyMap<WayIn["id"], readonly PairedDevice[]>;
  readonly unassigned: number;
}

/** Old gateways do not list how a device was approved: there the log says only that it was by itself. */
export function arrivalsOf(paired: readonly PairedDevice[], changes: readonly ListedChange[]): Arrivals {
  const byWay = new Map<WayIn["id"], PairedDevice[]>();
  const assigned = new Set<string>();
  for (const device of paired) {
    const way = VIA.get(device.approvedVia ?? "");
    if (device.approvedVia !== undefined) assigned.add(device.deviceId);
    if (!way) continue;
    const known = byWay.get(way);
    if (known) known.push(device);
    else byWay.set(way, [device]);
  }
  const others = changes.flatMap(({ what, deviceId }) =>
    what === "auto-approved" && !assigned.has(deviceId) ? deviceId : [],
  );
  return { byWay, unassigned: new Set(others).size };
}
