/** Paired devices as a file. It holds no secret, since gateways never list a token's value. */

import { toCsv } from "#lib/csv.ts";
import { formatFileDate } from "#lib/time.ts";

import { clientKind } from "./client-kinds.ts";
import type { PairedDevice } from "./device.ts";
import { deviceTiers, lastActiveMs, tokenStatus } from "./device-traits.ts";
import { writeView, type DeviceView } from "./device-view.ts";
import { fingerprintWords } from "./fingerprint-words.ts";
import { TIER_LABELS } from "./risk.ts";

/** What an export needs beside the devices. */
export interface ExportFacts {
  readonly gatewayUrl: string;
  readonly exportedAtMs: number;
  /** When the list was fetched. */
  readonly readAtMs: number;
  /** undefined where nobody knows. */
  readonly isOnline: (device: PairedDevice) => boolean | undefined;
}

/** One column, and how to read it; undefined is unknown, and stays empty. */
type Column = readonly [
  title: string,
  read: (device: PairedDevice, facts: ExportFacts) => string | undefined,
];

const COLUMNS: readonly Column[] = [
  ["Device ID", ({ deviceId }) => deviceId],
  ["Key words", ({ deviceId }) => fingerprintWords(deviceId)?.join("-")],
  ["Label", ({ operatorLabel }) => operatorLabel],
  ["Name", ({ displayName }) => displayName],
  ["Client", (device) => (device.clientId === undefined ? undefined : clientKind(device).label)],
  ["Client ID", ({ clientId }) => clientId],
  ["Client mode", ({ clientMode }) => clientMode],
  ["Platform", ({ platform }) => platform],
  ["Device family", ({ deviceFamily }) => deviceFamily],
  ["Address", ({ remoteIp }) => remoteIp],
  ["Roles", ({ roles }) => roles.join(" ")],
  ["Scopes", ({ scopes }) => scopes.join(" ")],
  ["Access", (device) => deviceTiers(device).map((tier) => TIER_LABELS[tier]).join(", ")], // prettier-ignore
  ["Token", (device) => tokenStatus(device).replace("-", " ")],
  ["Online", (device, { isOnline }) => yesOrNo(isOnline(device))],
  ["Last seen", (device) => isoTime(lastActiveMs(device))],
  ["Paired", ({ createdAtMs }) => isoTime(createdAtMs)],
  ["Approved", ({ approvedAtMs }) => isoTime(approvedAtMs)],
  ["Approved via", ({ approvedVia }) => approvedVia],
];

/** Devices as a table, in their order; unknown cells are empty. Times are ISO 8601 in UTC. */
export function devicesAsCsv(devices: readonly PairedDevice[], facts: ExportFacts): string {
  return toCsv([
    COLUMNS.map(([title]) => title),
    ...devices.map((device) => COLUMNS.map(([, read]) => read(device, facts) ?? null)),
  ]);
}

/** Devices with all that the gateway lists of them, in their order; what is unknown is null. */
export function devicesAsJson(
  devices: readonly PairedDevice[],
  view: DeviceView,
  facts: ExportFacts,
): string {
  const file = {
    gateway: facts.gatewayUrl,
    exportedAt: isoTime(facts.exportedAtMs) ?? null,
    listReadAt: isoTime(facts.readAtMs) ?? null,
    view: Object.fromEntries(writeView(new URLSearchParams(), view)),
    devices: devices.map((device) => ({
      deviceId: device.deviceId,
      publicKey: device.publicKey ?? null,
      operatorLabel: device.operatorLabel ?? null,
      displayName: device.displayName ?? null,
      clientId: device.clientId ?? null,
      clientMode: device.clientMode ?? null,
      platform: device.platform ?? null,
      deviceFamily: device.deviceFamily ?? null,
      remoteIp: device.remoteIp ?? null,
      roles: device.roles,
      scopes: device.scopes,
      online: facts.isOnline(device) ?? null,
      lastSeenAt: isoTime(device.lastSeenAtMs) ?? null,
      createdAt: isoTime(device.createdAtMs) ?? null,
      approvedAt: isoTime(device.approvedAtMs) ?? null,
      approvedVia: device.approvedVia ?? null,
      tokens: device.tokens.map((token) => ({
        role: token.role,
        scopes: token.scopes,
        createdAt: isoTime(token.createdAtMs) ?? null,
        rotatedAt: isoTime(token.rotatedAtMs) ?? null,
        lastUsedAt: isoTime(token.lastUsedAtMs) ?? null,
        revokedAt: isoTime(token.revokedAtMs) ?? null,
      })),
    })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** "gatehouse-devices-127.0.0.1-18789-2026-11-22.csv" */
export function exportFileName({ gatewayUrl, exportedAtMs }: ExportFacts, extension: "csv" | "json"): string {
  const host = URL.canParse(gatewayUrl) ? new URL(gatewayUrl).host : "gateway";
  // Colons and brackets, of ports and IPv6 addresses, are no file names everywhere.
  return `gatehouse-devices-${host.replaceAll(/[^\w.-]+/g, "-").replaceAll(/^-|-$/g, "")}-${formatFileDate(exportedAtMs)}.${extension}`;
}

function isoTime(epochMs: number | undefined): string | undefined {
  const date = new Date(epochMs ?? NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function yesOrNo(is: boolean | undefined): string | undefined {
  return is === undefined ? undefined : is ? "yes" : "no";
}
