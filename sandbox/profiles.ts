import type { DeviceOptions } from "./device.ts";
import type { Wish } from "./life.ts";

export type Profile = Omit<DeviceOptions, "identity">;

/** A device of the demo that is paired from the start. */
export interface Resident {
  profile: Profile;
  /** Default: it was paired and has not been seen since. */
  presence?: "online" | "was-here";
  /** Signs in only with the device token that it got at first; see `stayOnline`. */
  remembersToken?: boolean;
  /** What it asks for on top of what it has. */
  upgrade?: Wish;
}

const READ = ["operator.read"];
const READ_WRITE = ["operator.read", "operator.write"];
const ADMIN = ["operator.admin", "operator.approvals", "operator.pairing", "operator.read", "operator.write"];

const NODE_HOST = {
  clientId: "node-host",
  mode: "node",
  role: "node",
  scopes: [],
  platform: "linux",
  caps: ["system"],
  commands: ["system.run", "system.which"],
} as const;

/** The household of the demo. Addresses are from ranges that are reserved for documentation (RFC 5737). */
export function residents(origin: string | undefined): Resident[] {
  const apps: Resident[] = [
    {
      profile: {
        clientId: "openclaw-ios",
        mode: "ui",
        role: "operator",
        scopes: READ_WRITE,
        displayName: "Mara’s iPhone",
        platform: "iOS 26.1",
        deviceFamily: "iPhone",
        version: "2026.9.1",
        remoteIp: "203.0.113.21",
      },
      presence: "online",
      remembersToken: true,
    },
    {
      profile: {
        clientId: "openclaw-android",
        mode: "ui",
        role: "operator",
        scopes: READ,
        displayName: "Pixel 10",
        platform: "Android 16",
        deviceFamily: "Android",
        version: "2026.9.0",
        remoteIp: "203.0.113.34",
      },
      presence: "was-here",
      upgrade: { scopes: [...READ_WRITE, "operator.approvals"] },
    },
    {
      profile: {
        clientId: "openclaw-macos",
        mode: "ui",
        role: "operator",
        scopes: [...READ_WRITE, "operator.approvals"],
        displayName: "Studio Mac",
        platform: "macOS 26.1",
        deviceFamily: "Mac",
        version: "2026.9.1",
        remoteIp: "198.51.100.12",
      },
      presence: "online",
      upgrade: { role: "node", scopes: [] },
    },
    {
      profile: { ...NODE_HOST, displayName: "Build server", remoteIp: "198.51.100.40" },
      presence: "online",
    },
    {
      profile: {
        clientId: "openclaw-android",
        mode: "ui",
        role: "operator",
        scopes: ADMIN,
        displayName: "Galaxy S9 (old phone)",
        platform: "Android 10",
        deviceFamily: "Android",
        version: "2026.2.3",
        remoteIp: "203.0.113.77",
      },
    },
  ];
  // Gateways take this client only from an allowed origin, so without one there can be no dashboards.
  if (origin === undefined) return apps;
  const dashboard = { clientId: "openclaw-control-ui", mode: "ui", role: "operator", origin } as const;
  return [
    ...apps,
    {
      profile: {
        ...dashboard,
        scopes: ADMIN,
        displayName: "Dashboard in the office",
        platform: "Win32",
        remoteIp: "198.51.100.23",
      },
      presence: "online",
    },
    {
      profile: {
        ...dashboard,
        scopes: READ,
        displayName: "Dashboard on the kitchen tablet",
        platform: "Linux armv81",
        remoteIp: "203.0.113.58",
      },
      presence: "was-here",
    },
  ];
}

/** A device that comes to the demo and asks to be let in. */
export interface Newcomer {
  profile: Profile;
  /** It is first let in with its profile's scopes, and then asks for these. */
  upgrade?: Wish;
  /** How long it goes on asking; default: until it is answered. */
  patienceMs?: number;
}

/** These ask at once; each is a different kind of decision. */
export const FIRST_NEWCOMERS: readonly Newcomer[] = [
  {
    profile: {
      clientId: "cli",
      mode: "cli",
      role: "operator",
      scopes: ADMIN,
      displayName: "jonas@thinkpad",
      platform: "linux",
      version: "2026.9.6",
      remoteIp: "198.51.100.88",
    },
  },
  { profile: { ...NODE_HOST, displayName: "Raspberry Pi in the attic", remoteIp: "203.0.113.140" } },
  {
    profile: {
      clientId: "openclaw-ios",
      mode: "ui",
      role: "operator",
      scopes: READ,
      displayName: "Lena’s iPad",
      platform: "iPadOS 26.1",
      deviceFamily: "iPad",
      remoteIp: "203.0.113.63",
    },
    upgrade: { scopes: [...READ_WRITE, "operator.pairing"] },
  },
  {
    profile: {
      clientId: "gateway-client",
      mode: "ui",
      role: "operator",
      scopes: READ_WRITE,
      // What a device says about itself is hostile input: right-to-left override, zero-width space, HTML.
      displayName: "Mara’s \u202Eenohpi\u200B <img src=x onerror=alert(1)>",
      platform: "iOS\u202E 62",
      remoteIp: "203.0.113.199",
    },
  },
  {
    profile: {
      clientId: "openclaw-android",
      mode: "ui",
      role: "operator",
      scopes: READ_WRITE,
      displayName: "Nothing Phone",
      platform: "Android 16",
      deviceFamily: "Android",
      remoteIp: "203.0.113.90",
    },
  },
];

const LATER_NAMES = [
  "Guest phone",
  "Work laptop",
  "Tablet",
  "Spare phone",
  "Media PC",
  "Test device",
] as const;
const LATER_KINDS = [
  { clientId: "openclaw-android", mode: "ui", role: "operator", scopes: READ_WRITE, platform: "Android 16" },
  { clientId: "openclaw-linux", mode: "ui", role: "operator", scopes: READ, platform: "linux" },
  { clientId: "openclaw-ios", mode: "ui", role: "operator", scopes: ADMIN, platform: "iOS 26.1" },
  NODE_HOST,
] as const;

/** After that the request expires, which the demo shows as well. */
const LATER_PATIENCE_MS = 60_000;

/** The newcomer that comes as number `index` (from 0) after the first ones. */
export function laterNewcomer(index: number): Newcomer {
  const kind = LATER_KINDS[index % LATER_KINDS.length] ?? NODE_HOST;
  const name = LATER_NAMES[index % LATER_NAMES.length] ?? "Device";
  return {
    profile: { ...kind, displayName: `${name} ${index + 1}`, remoteIp: `198.51.100.${100 + (index % 150)}` },
    patienceMs: LATER_PATIENCE_MS,
  };
}
