/** A sign-in that the gateway refused, as its log tells it. */

import { findLogReason } from "#domain/recovery/pasted-error/log-reasons.ts";
import { z } from "#lib/zod.ts";

import { keptText } from "./kept-text.ts";

/** The device that was refused, where the gateway had checked its signature before it refused it. */
interface ProvenDevice {
  readonly deviceId: string;
  readonly requestId: string | undefined;
}

/** One refused sign-in. Everything in `client` is the client's own word. Times are the gateway's, ms since the epoch. */
export interface Refusal {
  readonly atMs: number;
  /** The gateway's own word: `token_mismatch`, `origin-mismatch`, … */
  readonly reason: string;
  /** The gateway's code, or a name of ours, by which the finding is found; null for words of later gateways. */
  readonly code: string | null;
  /** `token`, `password`, `none`, … as the gateway says; null where it does not. */
  readonly credential: string | null;
  readonly client: {
    readonly name: string | undefined;
    readonly clientId: string | undefined;
    readonly mode: string | undefined;
    readonly version: string | undefined;
    readonly platform: string | undefined;
    /** The page that it came from, where it is a browser. */
    readonly origin: string | undefined;
  };
  readonly address: string | null;
  /** A proxy said where it came from. */
  readonly isForwarded: boolean;
  readonly proven: ProvenDevice | null;
}

/** A field that makes no sense costs that field. */
const text = z.pipe(
  z.optional(z.unknown()),
  z.transform((value) => (typeof value === "string" && value !== "" ? value : undefined)),
);

const details = z.object({
  handshake: z.literal("failed"),
  cause: text,
  reason: text,
  authReason: text,
  authProvided: text,
  forwardedFor: text,
  remoteAddr: text,
  origin: text,
  client: text,
  clientDisplayName: text,
  mode: text,
  version: text,
  platform: text,
  deviceId: text,
  requestId: text,
});
type Details = z.output<typeof details>;

const WORD = /^[a-z][a-z0-9_-]{2,80}$/;
const ADDRESS = /^[\da-f:.]{2,45}$/i;
const DEVICE_ID = /^[0-9a-f]{64}$/;
const REQUEST_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** What stands before the first word of the client: nobody but the gateway has written it. */
const BEGINNING = /^closed before connect conn=[\w-]{1,64} (?:peer=\S+ )?remote=(\S+) /;
/** They pass by themselves, and clients try again by themselves. */
const PASSING = new Set(["starting", "closed-1012", "auth-changed"]);

/**
 * Reads a refused sign-in. Goes by the fields of the line's object, which a client cannot break out of, and never by the
 * words of the sentence, where a name such as `x device=…` looks like a field.
 * @param message the sentence
 * @returns null for everything else, also for clients that went away by themselves
 */
export function readRefusal(message: string, fields: unknown, atMs: number): Refusal | null {
  const remote = BEGINNING.exec(message)?.[1];
  const parsed = details.safeParse(fields);
  if (remote === undefined || !parsed.success) return null;
  const { data } = parsed;
  const answer = answerOf(data);
  if (!answer || (answer.code !== null && PASSING.has(answer.code))) return null;
  const forwarded = lastHop(data.forwardedFor);
  const address = forwarded ?? data.remoteAddr ?? remote;
  return {
    atMs,
    ...answer,
    credential: credentialOf(data),
    client: {
      name: kept(data.clientDisplayName),
      clientId: kept(data.client),
      mode: kept(data.mode),
      version: kept(data.version),
      platform: kept(data.platform),
      origin: kept(data.origin),
    },
    address: ADDRESS.test(address) ? address : null,
    isForwarded: forwarded !== undefined,
    proven: provenDevice(data),
  };
}

/** The most exact reason that is known here; else the gateway's word as it is. */
function answerOf({ authReason, reason, cause }: Details): Pick<Refusal, "reason" | "code"> | null {
  const words = [authReason, reason, cause].filter((word) => word !== undefined && WORD.test(word));
  for (const word of words) {
    const code = findLogReason(`reason=${word}`)?.id;
    if (word !== undefined && code !== undefined) return { reason: word, code };
  }
  const [word] = words;
  return word === undefined ? null : { reason: keptText(word), code: null };
}

/**
 * Only where pairing is what is missing: with every other reason the id is what the client claims, since the gateway
 * names it before it has checked the signature, or because that was wrong (`device-auth-invalid`).
 */
function provenDevice({ cause, deviceId, requestId }: Details): ProvenDevice | null {
  if (cause !== "pairing-required" || deviceId === undefined || !DEVICE_ID.test(deviceId)) return null;
  return {
    deviceId,
    requestId: requestId !== undefined && REQUEST_ID.test(requestId) ? requestId : undefined,
  };
}

/** A device token is sent in the place of the gateway's; the answer tells which it was. */
function credentialOf({ authReason, authProvided }: Details): string | null {
  if (authReason === "device_token_mismatch" || authReason === "scope_mismatch") return "device-token";
  return authProvided !== undefined && WORD.test(authProvided) ? keptText(authProvided) : null;
}

/** The address that the nearest proxy has added: whatever stands before it may be the client's invention. */
function lastHop(forwardedFor: string | undefined): string | undefined {
  const hop = forwardedFor?.slice(-100).split(",").at(-1)?.trim() ?? "";
  return ADDRESS.test(hop) ? hop : undefined;
}

function kept(value: string | undefined): string | undefined {
  return value === undefined ? undefined : keptText(value) || undefined;
}
