import type { Hello } from "#domain/connection/state.ts";
import type { DeviceFacts, DeviceToken, PairedDevice, PairingRequest } from "#domain/device.ts";
import { forEachInSlices } from "#lib/yield.ts";
import { z } from "#lib/zod.ts";

/**
 * What gateways send, parsed at the edge. Field names follow the wire (`docs/gateway/protocol.md` of the
 * `openclaw` package); unknown fields are ignored, since newer gateways add them freely.
 */

/** Absent and null both mean unknown. */
const text = z.pipe(
  z.optional(z.nullable(z.string())),
  z.transform((value) => value ?? undefined),
);
const timeMs = z.pipe(
  z.optional(z.nullable(z.number())),
  z.transform((value) => value ?? undefined),
);
const words = z.pipe(
  z.optional(z.nullable(z.array(z.string()))),
  z.transform((value): readonly string[] => value ?? []),
);

/**
 * The same for entries of lists, whose nulls are removed once for each entry: a pipe for each field doubles the time that
 * a list of thousands takes to parse.
 */
const entryText = z.nullish(z.string());
const entryTimeMs = z.nullish(z.number());
const entryFlag = z.nullish(z.boolean());
const entryWords = z.nullish(z.array(z.string()));

const deviceFacts = {
  deviceId: z.string().check(z.minLength(1)),
  publicKey: entryText,
  displayName: entryText,
  platform: entryText,
  deviceFamily: entryText,
  clientId: entryText,
  clientMode: entryText,
  remoteIp: entryText,
};
const deviceFactsEntry = z.object(deviceFacts);

/** Field by field, so that all objects have one shape, which engines handle faster. */
function readFacts(entry: z.output<typeof deviceFactsEntry>): DeviceFacts {
  return {
    deviceId: entry.deviceId,
    publicKey: entry.publicKey ?? undefined,
    displayName: entry.displayName ?? undefined,
    platform: entry.platform ?? undefined,
    deviceFamily: entry.deviceFamily ?? undefined,
    clientId: entry.clientId ?? undefined,
    clientMode: entry.clientMode ?? undefined,
    remoteIp: entry.remoteIp ?? undefined,
  };
}

/** Old gateways widen `roles` and leave `role` as it was, so both count. */
function joinRoles({ role, roles }: z.output<typeof rolesEntry>): readonly string[] {
  const all = roles ?? [];
  return role === undefined || role === null || all.includes(role) ? all : [role, ...all];
}

const rolesEntry = z.object({ role: entryText, roles: entryWords });

const pairingRequest = z.pipe(
  z.object({
    ...deviceFacts,
    ...rolesEntry.shape,
    requestId: z.string().check(z.minLength(1)),
    scopes: entryWords,
    isRepair: entryFlag,
    browserOrigin: entryText,
    ts: z.number(),
  }),
  z.transform((entry): PairingRequest => ({
    ...readFacts(entry),
    requestId: entry.requestId,
    roles: joinRoles(entry),
    scopes: entry.scopes ?? [],
    isRepair: entry.isRepair ?? false,
    browserOrigin: entry.browserOrigin ?? undefined,
    requestedAtMs: entry.ts,
  })),
);

const deviceToken = z.object({
  role: z.string(),
  scopes: entryWords,
  createdAtMs: entryTimeMs,
  rotatedAtMs: entryTimeMs,
  lastUsedAtMs: entryTimeMs,
  revokedAtMs: entryTimeMs,
});

function readToken(entry: z.output<typeof deviceToken>): DeviceToken {
  return {
    role: entry.role,
    scopes: entry.scopes ?? [],
    createdAtMs: entry.createdAtMs ?? undefined,
    rotatedAtMs: entry.rotatedAtMs ?? undefined,
    lastUsedAtMs: entry.lastUsedAtMs ?? undefined,
    revokedAtMs: entry.revokedAtMs ?? undefined,
  };
}

const pairedDevice = z.pipe(
  z.object({
    ...deviceFacts,
    ...rolesEntry.shape,
    operatorLabel: entryText,
    scopes: entryWords,
    tokens: z.nullish(z.array(deviceToken)),
    createdAtMs: entryTimeMs,
    approvedAtMs: entryTimeMs,
    approvedVia: entryText,
    lastSeenAtMs: entryTimeMs,
    lastSeenReason: entryText,
    connected: entryFlag,
  }),
  z.transform((entry): PairedDevice => ({
    ...readFacts(entry),
    operatorLabel: entry.operatorLabel ?? undefined,
    roles: joinRoles(entry),
    scopes: entry.scopes ?? [],
    tokens: entry.tokens?.map(readToken) ?? [],
    createdAtMs: entry.createdAtMs ?? undefined,
    approvedAtMs: entry.approvedAtMs ?? undefined,
    approvedVia: entry.approvedVia ?? undefined,
    lastSeenAtMs: entry.lastSeenAtMs ?? undefined,
    lastSeenReason: entry.lastSeenReason ?? undefined,
    connected: entry.connected ?? undefined,
  })),
);

/**
 * The reply to `device.pair.list`. `unreadable` counts entries that were left out because they made no sense, or because
 * another entry before them has the same id.
 */
export interface DeviceList {
  readonly pending: readonly PairingRequest[];
  readonly paired: readonly PairedDevice[];
  readonly unreadable: number;
  /** When the answer was read, in ms since the epoch; events change a list and leave this alone. */
  readonly readAtMs: number;
}

const rawDeviceList = z.object({ pending: z.array(z.unknown()), paired: z.array(z.unknown()) });

/** A reply whose outer shape is not what the method promises. */
export class UnreadableReplyError extends Error {
  readonly method: string;
  constructor(method: string) {
    super(`The gateway's reply to ${method} could not be read`);
    this.name = "UnreadableReplyError";
    this.method = method;
  }
}

/** The entries that make sense. */
function readEntries<T>(entries: readonly unknown[], schema: z.ZodMiniType<T>): T[] {
  const read: T[] = [];
  for (const entry of entries) {
    const parsed = schema.safeParse(entry);
    if (parsed.success) read.push(parsed.data);
  }
  return read;
}

/** Some milliseconds of work, so that a long list leaves room for what the person does meanwhile. */
const SLICE = 100;

async function readInSlices<T>(
  entries: readonly unknown[],
  schema: z.ZodMiniType<T>,
  idOf: (entry: T) => string,
) {
  // Two rows with one id would share a React key, and React would leave stale rows behind.
  const byId = new Map<string, T>();
  await forEachInSlices(entries, SLICE, (entry) => {
    const { data, success } = schema.safeParse(entry);
    if (success && !byId.has(idOf(data))) byId.set(idOf(data), data);
  });
  return { read: [...byId.values()], unreadable: entries.length - byId.size };
}

/** The entries of a list that are wanted. */
export interface EntriesOf {
  readonly requestId: string;
  readonly deviceId: string;
}

/**
 * Parses a `device.pair.list` reply in slices: ten thousand devices take half a second. An invalid entry is left out and
 * counted.
 * @param only parses these entries only, which is faster
 * @throws UnreadableReplyError when the reply is no list at all
 */
export async function parseDeviceList(payload: unknown, only?: EntriesOf): Promise<DeviceList> {
  const list = rawDeviceList.safeParse(payload);
  if (!list.success) throw new UnreadableReplyError("device.pair.list");
  const wanted = (entries: readonly unknown[]) =>
    only ? entries.filter((entry) => isEntryOf(entry, only)) : entries;
  const pending = await readInSlices(wanted(list.data.pending), pairingRequest, ({ requestId }) => requestId);
  const paired = await readInSlices(wanted(list.data.paired), pairedDevice, ({ deviceId }) => deviceId);
  const unreadable = pending.unreadable + paired.unreadable;
  return { pending: pending.read, paired: paired.read, unreadable, readAtMs: Date.now() };
}

function isEntryOf(entry: unknown, { requestId, deviceId }: EntriesOf): boolean {
  if (typeof entry !== "object" || entry === null) return false;
  return (
    ("requestId" in entry && entry.requestId === requestId) ||
    ("deviceId" in entry && entry.deviceId === deviceId)
  );
}

/** Reads the payload of a `device.pair.requested` event; null when it is invalid. */
export function parseRequested(payload: unknown): PairingRequest | null {
  return pairingRequest.safeParse(payload).data ?? null;
}

const resolved = z.object({
  requestId: z.string(),
  deviceId: text,
  decision: text,
});

/** How a pairing request ended, as the gateway announces it. */
export interface Resolution {
  readonly requestId: string;
  readonly deviceId?: string | undefined;
  /** `approved` or `rejected`; new gateways also say `rejected` for a request that was superseded. */
  readonly decision?: string | undefined;
}

/** Reads the payload of a `device.pair.resolved` event; null when it is invalid. */
export function parseResolved(payload: unknown): Resolution | null {
  return resolved.safeParse(payload).data ?? null;
}

const approveReply = z.object({ device: pairedDevice });

/** Reads a `device.pair.approve` reply: the device as it is paired now; null when it is invalid. */
export function parseApproved(payload: unknown): PairedDevice | null {
  return approveReply.safeParse(payload).data?.device ?? null;
}

const rotateReply = z.object({
  role: text,
  token: text,
  scopes: words,
  rotatedAtMs: timeMs,
  tokenDelivery: text,
});

/** The reply to `device.token.rotate`. Holds a secret: only the caller gets it. */
export interface RotateReply {
  /** Missing where the gateway keeps it to itself (new gateways, for every device but the caller's own). */
  readonly token?: string | undefined;
  readonly scopes: readonly string[];
  readonly rotatedAtMs?: number | undefined;
  /** `in-band`, `withheld-cross-device`; versions between old and new do not say. */
  readonly tokenDelivery?: string | undefined;
}

/** Reads a `device.token.rotate` reply; null when it is invalid. */
export function parseRotated(payload: unknown): RotateReply | null {
  return rotateReply.safeParse(payload).data ?? null;
}

const upgradeRegistration = z.object({ requestId: z.string() });
const upgradeResult = z.object({ status: z.string(), deviceToken: text, scopes: words });

/** Reads the reply to `device.scopes.requestUpgrade`: the id of the pairing request; null when it is invalid. */
export function parseUpgradeRequest(payload: unknown): string | null {
  return upgradeRegistration.safeParse(payload).data?.requestId ?? null;
}

/** The reply to `device.scopes.waitUpgrade`. Holds a secret once approved. */
export interface UpgradeResult {
  /** `approved`, `rejected` or `expired`. */
  readonly status: string;
  readonly deviceToken?: string | undefined;
  readonly scopes: readonly string[];
}

/** Reads the reply to `device.scopes.waitUpgrade`; null when it is invalid. */
export function parseUpgradeResult(payload: unknown): UpgradeResult | null {
  return upgradeResult.safeParse(payload).data ?? null;
}

const presenceEntry = z.object({ deviceId: text, reason: text });
const presencePayload = z.object({ presence: z.array(z.unknown()) });

/**
 * Reads who is connected from a `presence` event or a hello snapshot.
 * @returns device ids with an open session, or null when the payload holds no presence list
 */
export function parsePresence(payload: unknown): ReadonlySet<string> | null {
  const list = presencePayload.safeParse(payload);
  if (!list.success) return null;
  const online = new Set<string>();
  for (const entry of readEntries(list.data.presence, presenceEntry)) {
    if (entry.deviceId !== undefined && entry.reason !== "disconnect") online.add(entry.deviceId);
  }
  return online;
}

const snapshotFacts = z.object({ authMode: text });

const hello = z.object({
  protocol: z.number(),
  server: z.object({ version: text }),
  features: z.object({ methods: words, events: words }),
  snapshot: z.optional(z.unknown()),
  // 2026.3.13 sends none where it was told to disable device auth.
  auth: z.optional(z.nullable(z.object({ role: text, scopes: words, method: text, deviceToken: text }))),
  policy: z.object({ tickIntervalMs: z.number().check(z.positive()) }),
});

/**
 * Reads `hello-ok`.
 * @throws UnreadableReplyError
 */
export function parseHello(payload: unknown): Hello {
  const parsed = hello.safeParse(payload);
  if (!parsed.success) throw new UnreadableReplyError("connect");
  const { protocol, server, features, snapshot, auth, policy } = parsed.data;
  return {
    protocol,
    serverVersion: server.version,
    methods: features.methods,
    role: auth?.role,
    authMethod: auth?.method,
    authMode: snapshotFacts.safeParse(snapshot).data?.authMode,
    scopes: auth?.scopes ?? [],
    // It becomes the interval of a timer.
    tickIntervalMs: Math.min(Math.max(policy.tickIntervalMs, 1_000), 600_000),
    online: parsePresence(snapshot),
  };
}
