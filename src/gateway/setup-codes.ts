import { UnreadableReplyError } from "./messages.ts";
import type { SetupAccess, SetupEnd } from "#domain/setup-code.ts";
import { Secret } from "#lib/secret.ts";
import { z } from "#lib/zod.ts";

/** A code that the gateway has made. What is secret in it is held by `Secret`, to be wiped. */
export interface SetupCode {
  readonly setupId: string | undefined;
  readonly code: Secret;
  /** A picture of the code, as a data address. */
  readonly qr: Secret | undefined;
  /** For machines: an address that gives out the code, once. */
  readonly joinUrl: Secret | undefined;
  readonly access: SetupAccess | undefined;
  /** More was asked for, and the gateway does not give that over a connection that others can read. */
  readonly isDowngraded: boolean;
  /** The gateway's clock, in ms since the epoch. */
  readonly expiresAtMs: number;
}

const access = z.enum(["limited", "full", "node"]);
const reply = z.object({
  setupId: z.optional(z.string()),
  setupCode: z.string().check(z.minLength(1)),
  qrDataUrl: z.optional(z.string().check(z.startsWith("data:image/png;base64,"))),
  joinUrl: z.optional(z.string()),
  access: z.optional(access),
  accessDowngraded: z.optional(z.boolean()),
  expiresAtMs: z.number(),
});

/**
 * Reads a `device.pair.setupCode` reply.
 * @throws UnreadableReplyError
 */
export function parseSetupCode(payload: unknown): SetupCode {
  const parsed = reply.safeParse(payload);
  if (!parsed.success) throw new UnreadableReplyError("device.pair.setupCode");
  const { setupId, setupCode, qrDataUrl, joinUrl, accessDowngraded, expiresAtMs } = parsed.data;
  return {
    setupId,
    code: new Secret(setupCode),
    qr: qrDataUrl === undefined ? undefined : new Secret(qrDataUrl),
    joinUrl: joinUrl === undefined ? undefined : new Secret(joinUrl),
    access: parsed.data.access,
    isDowngraded: accessDowngraded === true,
    expiresAtMs,
  };
}

const end = z.object({
  setupId: z.string().check(z.minLength(1)),
  deviceId: z.string().check(z.minLength(1)),
  deviceName: z.optional(z.string()),
  access: z.optional(access),
});

/** Reads what a `device.pair.setup.…` event says of a code; null when it makes no sense. */
export function parseSetupEnd(kind: SetupEnd["kind"], payload: unknown): SetupEnd | null {
  const parsed = end.safeParse(payload);
  if (!parsed.success) return null;
  const { setupId, deviceId, deviceName } = parsed.data;
  return { kind, setupId, deviceId, deviceName, access: parsed.data.access };
}

const status = z.object({ completion: z.optional(z.unknown()), deliveryUncertain: z.optional(z.unknown()) });

/**
 * Reads a `device.pair.setupStatus` reply; null while the code waits, and after it has expired unused.
 * @throws UnreadableReplyError
 */
export function parseSetupStatus(payload: unknown): SetupEnd | null {
  const parsed = status.safeParse(payload);
  if (!parsed.success) throw new UnreadableReplyError("device.pair.setupStatus");
  const { completion, deliveryUncertain } = parsed.data;
  if (completion !== undefined) return parseSetupEnd("used", completion);
  return deliveryUncertain === undefined ? null : parseSetupEnd("uncertain", deliveryUncertain);
}
