import { createHash } from "node:crypto";
import { Random } from "./random.ts";

/** A token as gateways store it, but for its value. Times in ms since the epoch. */
interface InventedToken {
  readonly role: string;
  readonly scopes: readonly string[];
  readonly createdAtMs: number;
  readonly rotatedAtMs?: number;
  readonly lastUsedAtMs?: number;
  readonly revokedAtMs?: number;
}

/** An invented device, with what gateways store about a paired one. Times in ms since the epoch. */
export interface InventedDevice {
  /** Hex SHA-256 of the key's bytes; the key itself is no point on the curve. */
  readonly deviceId: string;
  readonly publicKey: string;
  readonly displayName?: string;
  readonly operatorLabel?: string;
  readonly platform: string;
  readonly deviceFamily?: string;
  readonly clientId: string;
  readonly clientMode: string;
  readonly role: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly remoteIp?: string;
  readonly tokens: readonly InventedToken[];
  readonly approvedVia: string;
  readonly createdAtMs: number;
  readonly approvedAtMs: number;
  readonly lastSeenAtMs?: number;
}

const DAY_MS = 24 * 60 * 60_000;

const READ = ["operator.read"];
const READ_WRITE = ["operator.read", "operator.write"];
const MANAGER = ["operator.approvals", "operator.pairing", "operator.read"];
const ADMIN = ["operator.admin", "operator.approvals", "operator.pairing", "operator.read", "operator.write"];
/** A plugin's scope, which no page knows. */
const UNKNOWN = ["acme.doorbell.ring", "operator.read"];
const GRANTS = [READ, READ, READ_WRITE, READ_WRITE, READ_WRITE, MANAGER, ADMIN, UNKNOWN, []] as const;

interface Kind {
  readonly clientId: string;
  readonly clientMode: string;
  readonly platforms: readonly [string, ...string[]];
  readonly deviceFamily?: string;
  /** Usual names; `*` stands for the owner. */
  readonly names: readonly [string, ...string[]];
}

const PHONE: Kind = {
  clientId: "openclaw-ios",
  clientMode: "ui",
  platforms: ["iOS 26.1", "iOS 26.0", "iOS 18.7"],
  deviceFamily: "iPhone",
  names: ["iPhone", "*’s iPhone", "*’s iPhone 17 Pro"],
};
const KINDS: readonly [Kind, ...Kind[]] = [
  PHONE,
  { ...PHONE, platforms: ["iPadOS 26.1"], deviceFamily: "iPad", names: ["iPad", "*’s iPad", "Kitchen iPad"] },
  {
    clientId: "openclaw-android",
    clientMode: "ui",
    platforms: ["Android 16", "Android 15", "Android 10"],
    deviceFamily: "Android",
    names: ["Pixel 10", "Galaxy S25", "*’s phone", "Nothing Phone"],
  },
  {
    clientId: "openclaw-macos",
    clientMode: "ui",
    platforms: ["macOS 26.1", "macOS 15.7"],
    deviceFamily: "Mac",
    names: ["MacBook Pro", "*’s MacBook Air", "Studio Mac"],
  },
  {
    clientId: "openclaw-control-ui",
    clientMode: "ui",
    platforms: ["Win32", "MacIntel", "Linux x86_64", "Linux armv81"],
    names: ["Firefox on Linux", "Chrome on Windows", "Dashboard of *", "Safari on macOS"],
  },
  {
    clientId: "cli",
    clientMode: "cli",
    platforms: ["linux", "darwin", "win32"],
    names: ["*@thinkpad", "ci"],
  },
  {
    clientId: "node-host",
    clientMode: "node",
    platforms: ["linux", "darwin"],
    names: ["Build server", "Raspberry Pi of *", "nas", "runner"],
  },
  {
    clientId: "gateway-client",
    clientMode: "backend",
    platforms: ["linux"],
    names: ["backup-job", "metrics"],
  },
  {
    clientId: "openclaw-watchos",
    clientMode: "ui",
    platforms: ["watchOS 26.1"],
    deviceFamily: "Apple Watch",
    names: ["*’s Apple Watch"],
  },
];

const OWNERS = [
  "Mara",
  "Jonas",
  "Lena",
  "Ada",
  "Søren",
  "Zoë",
  "美咲",
  "Олег",
  "יעל",
  "عمر",
  "Priya",
] as const;

/** Hostile names. */
const HOSTILE_NAMES = [
  "Mara’s \u202Eenohpi",
  "<img src=x onerror=alert(1)>",
  '=HYPERLINK("http://example.invalid","Click")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "+1-555-0100",
  "-- ; rm -rf ~ `id` $(id)",
  "a\u200Bd\u200Bm\u200Bi\u200Bn",
  "two\nlines\tand a tab",
  "\u2067\u2066isolated\u2069",
  "Z̸̢̛͓͎͚̈́̓̓a̵͖͐l̶̰̿g̷̦̈́o̶͇͠",
  "👩‍👩‍👧‍👦’s tablet",
  "long ".repeat(60),
  "   ",
] as const;

const APPROVALS = [
  "owner",
  "owner",
  "silent",
  "silent",
  "bootstrap",
  "trusted-cidr",
  "ssh-verified",
] as const;
const LABELS = ["Front desk", "Do not remove", "Lent to *", "Old phone of *", "Kitchen"] as const;
/** Ranges that are reserved for documentation (RFC 5737, RFC 3849). */
const NETWORKS = ["192.0.2.", "198.51.100.", "203.0.113.", "2001:db8::"] as const;

/**
 * Invents paired devices of all kinds: repeated and hostile names, every role and grant, tokens in
 * every state, last seen at any time of a year. The same `seed` and `nowMs` give the same devices.
 */
export function inventDevices(
  count: number,
  { seed, nowMs }: { seed: number; nowMs: number },
): InventedDevice[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => inventDevice(random, nowMs));
}

function inventDevice(random: Random, nowMs: number): InventedDevice {
  const key = random.bytes(32);
  const { names, platforms, ...kind } = random.pick(KINDS);
  const roles = inventRoles(random, kind.clientMode);
  const scopes = roles.includes("operator") ? random.pick(GRANTS) : [];
  const owned = (text: string) => text.replace("*", random.pick(OWNERS));
  const createdAtMs = nowMs - random.between(1, 365 * DAY_MS);
  const approvedAtMs = random.chance(0.8) ? createdAtMs : random.between(createdAtMs, nowMs);
  const lastSeenAtMs = random.between(approvedAtMs, nowMs);
  return {
    ...kind,
    deviceId: createHash("sha256").update(key).digest("hex"),
    publicKey: Buffer.from(key).toString("base64url"),
    ...(random.chance(0.97) && {
      displayName: random.chance(0.03) ? random.pick(HOSTILE_NAMES) : owned(random.pick(names)),
    }),
    ...(random.chance(0.08) && { operatorLabel: owned(random.pick(LABELS)) }),
    platform: random.pick(platforms),
    role: roles[0],
    roles,
    scopes,
    ...(random.chance(0.8) && { remoteIp: random.pick(NETWORKS) + random.between(1, 254) }),
    tokens: random.chance(0.02)
      ? []
      : roles.map((role) =>
          inventToken(random, {
            role,
            scopes: role === "operator" ? scopes : [],
            approvedAtMs,
            lastSeenAtMs,
          }),
        ),
    approvedVia: random.pick(APPROVALS),
    createdAtMs,
    approvedAtMs,
    ...(random.chance(0.9) && { lastSeenAtMs }),
  };
}

function inventRoles(random: Random, clientMode: string): readonly [string, ...string[]] {
  const role = clientMode === "node" ? "node" : "operator";
  const other = role === "node" ? "operator" : "node";
  return random.chance(0.06) ? [role, other] : [role];
}

function inventToken(
  random: Random,
  facts: {
    readonly role: string;
    readonly scopes: readonly string[];
    readonly approvedAtMs: number;
    readonly lastSeenAtMs: number;
  },
): InventedToken {
  const { role, scopes, approvedAtMs: createdAtMs, lastSeenAtMs } = facts;
  const rotatedAtMs = random.chance(0.3) ? random.between(createdAtMs, lastSeenAtMs) : undefined;
  return {
    role,
    scopes,
    createdAtMs,
    ...(rotatedAtMs !== undefined && { rotatedAtMs }),
    ...(random.chance(0.7) && { lastUsedAtMs: lastSeenAtMs }),
    ...(random.chance(0.1) && { revokedAtMs: random.between(rotatedAtMs ?? createdAtMs, lastSeenAtMs) }),
  };
}
