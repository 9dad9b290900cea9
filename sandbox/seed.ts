import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openAdmin } from "./admin.ts";
import { SandboxError } from "./errors.ts";
import type { RunningGateway } from "./gateway.ts";
import { inventDevices, type InventedDevice } from "./invented-devices.ts";

interface SeedOptions {
  /** Devices are the same each time for the same seed. Default: 1. */
  readonly seed?: number;
  /** The end of the year over which their lives are spread, ms since the epoch. Default: now. */
  readonly nowMs?: number;
}

/**
 * Adds invented paired devices to a running gateway, which is restarted for that: they are written into its own
 * store while it is stopped. Resolves when the gateway lists them; sessions that were open are gone.
 * 2026.9.6 carries fewer than 1,490 devices in all, since it writes them in one SQL statement; 2026.3.13 carries 10,000.
 * Rejects with a `SandboxError` if it does not list exactly what it listed before and the new ones.
 */
export async function seedDevices(
  gateway: RunningGateway,
  count: number,
  { seed = 1, nowMs = Date.now() }: SeedOptions = {},
): Promise<readonly InventedDevice[]> {
  const devices = inventDevices(count, { seed, nowMs });
  const before = await listPaired(gateway);
  await gateway.restart({ whileStopped: () => store(gateway.stateDir, devices) });
  const after = new Set(await listPaired(gateway));
  const expected = [...before, ...devices.map(({ deviceId }) => deviceId)];
  if (after.size !== expected.length || !expected.every((deviceId) => after.has(deviceId)))
    throw new SandboxError(
      `openclaw ${gateway.version} lists ${after.size} devices after seeding; it should be ${expected.length}.`,
    );
  return devices;
}

/** The ids of all paired devices. */
async function listPaired(gateway: RunningGateway): Promise<readonly string[]> {
  const admin = await openAdmin(gateway);
  try {
    const list = await admin.request("device.pair.list");
    if (!isRecord(list) || !Array.isArray(list["paired"]))
      throw new SandboxError("The gateway lists nothing.");
    return list["paired"].map((entry) => (isRecord(entry) ? String(entry["deviceId"]) : ""));
  } finally {
    await admin.disconnect();
  }
}

/** Newer gateways keep devices in a database, older ones in a file; decided by what is there, not by version. */
async function store(stateDir: string, devices: readonly InventedDevice[]): Promise<void> {
  const database = join(stateDir, "state", "openclaw.sqlite");
  if (existsSync(database) && storeInDatabase(database, devices)) return;
  await storeInFile(join(stateDir, "devices"), devices);
}

/** @returns false, with nothing done, if devices are not kept in this database */
function storeInDatabase(path: string, devices: readonly InventedDevice[]): boolean {
  const database = new DatabaseSync(path);
  try {
    const table = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'device_pairing_paired'");
    if (table.get() === undefined) return false;
    const insert = database.prepare(
      `INSERT INTO device_pairing_paired (device_id, public_key, display_name, operator_label, platform,
         device_family, client_id, client_mode, role, roles_json, scopes_json, approved_scopes_json, remote_ip,
         tokens_json, approved_via, created_at_ms, approved_at_ms, last_seen_at_ms, last_seen_reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    database.exec("BEGIN");
    for (const device of devices) {
      insert.run(
        device.deviceId,
        device.publicKey,
        device.displayName ?? null,
        device.operatorLabel ?? null,
        device.platform,
        device.deviceFamily ?? null,
        device.clientId,
        device.clientMode,
        device.role,
        JSON.stringify(device.roles),
        JSON.stringify(device.scopes),
        JSON.stringify(device.scopes),
        device.remoteIp ?? null,
        JSON.stringify(storedTokens(device)),
        device.approvedVia,
        device.createdAtMs,
        device.approvedAtMs,
        device.lastSeenAtMs ?? null,
        device.lastSeenAtMs === undefined ? null : "connect",
      );
    }
    database.exec("COMMIT");
    return true;
  } finally {
    database.close();
  }
}

async function storeInFile(directory: string, devices: readonly InventedDevice[]): Promise<void> {
  const path = join(directory, "paired.json");
  const known: unknown = existsSync(path) ? JSON.parse(await readFile(path, "utf8")) : {};
  if (!isRecord(known)) throw new SandboxError(`${path} holds no devices.`);
  // Fields that gateways with such a file do not store are left out.
  const added = devices.map(
    ({ approvedVia: _via, lastSeenAtMs: _seen, operatorLabel: _label, ...device }) => [
      device.deviceId,
      { ...device, approvedScopes: device.scopes, tokens: storedTokens(device) },
    ],
  );
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(path, JSON.stringify({ ...known, ...Object.fromEntries(added) }, null, 2), { mode: 0o600 });
}

/** By role. Values are really random, so that nobody can compute a token that works. */
function storedTokens({ tokens }: Pick<InventedDevice, "tokens">): Record<string, unknown> {
  return Object.fromEntries(
    tokens.map((token) => [token.role, { token: randomBytes(32).toString("base64url"), ...token }]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
