/** How close an address is to being locked out, by the gateway's own limit. */

import { DEFAULT_LIMIT } from "#domain/recovery/rate-limit.ts";
import { z } from "#lib/zod.ts";

import type { Refusal } from "./refusal.ts";

/** The gateway's limit on wrong credentials, for each address. */
export interface SignInLimit {
  readonly maxAttempts: number;
  readonly windowMs: number;
  readonly lockoutMs: number;
  readonly exemptLoopback: boolean;
  /** Set in the configuration: 2026.3.13 limits nobody but browsers otherwise. */
  readonly isSet: boolean;
}

/** What gateways do without that setting. */
export const USUAL_LIMIT: SignInLimit = { ...DEFAULT_LIMIT, exemptLoopback: true, isSet: false };

const count = z.optional(z.number().check(z.positive()));
const config = z.object({
  config: z.object({
    gateway: z.optional(
      z.object({
        auth: z.optional(
          z.object({
            rateLimit: z.optional(
              z.object({
                maxAttempts: count,
                windowMs: count,
                lockoutMs: count,
                exemptLoopback: z.optional(z.boolean()),
              }),
            ),
          }),
        ),
      }),
    ),
  }),
});

/** Reads a `config.get` reply; null when it makes no sense. */
export function parseSignInLimit(payload: unknown): SignInLimit | null {
  const parsed = config.safeParse(payload);
  if (!parsed.success) return null;
  const set = parsed.data.config.gateway?.auth?.rateLimit;
  if (!set) return USUAL_LIMIT;
  return {
    maxAttempts: set.maxAttempts ?? USUAL_LIMIT.maxAttempts,
    windowMs: set.windowMs ?? USUAL_LIMIT.windowMs,
    lockoutMs: set.lockoutMs ?? USUAL_LIMIT.lockoutMs,
    exemptLoopback: set.exemptLoopback ?? USUAL_LIMIT.exemptLoopback,
    isSet: true,
  };
}

/** The wrong credentials from one address. Gateways count device tokens apart. Times oldest first. */
interface WrongTries {
  readonly tokensMs: readonly number[];
  readonly deviceTokensMs: readonly number[];
  /** When the gateway last began to refuse everything from there; null: not so far. */
  readonly lockedAtMs: number | null;
}

const NO_TRIES: WrongTries = { tokensMs: [], deviceTokensMs: [], lockedAtMs: null };

export type TriesByAddress = ReadonlyMap<string, WrongTries>;

const COUNTED = new Set(["AUTH_TOKEN_MISMATCH", "AUTH_PASSWORD_MISMATCH", "AUTH_DEVICE_TOKEN_MISMATCH"]);
const LOCKED = "AUTH_RATE_LIMITED";
const MAX_ADDRESSES = 200;
/** More than any sane limit. */
const MAX_TIMES = 100;

/** `tries` with these refusals; the same map where none of them counts. */
export function addWrongTries(tries: TriesByAddress, refusals: readonly Refusal[]): TriesByAddress {
  const counting = refusals.filter(({ code }) => code === LOCKED || (code !== null && COUNTED.has(code)));
  if (counting.length === 0) return tries;
  const added = new Map(tries);
  for (const refusal of counting) {
    const key = bucketOf(refusal);
    const before = added.get(key) ?? NO_TRIES;
    // Set anew, so that the address that was heard of last stands last.
    added.delete(key);
    added.set(key, withTry(before, refusal));
    const [oldest] = added.keys();
    if (added.size > MAX_ADDRESSES && oldest !== undefined) added.delete(oldest);
  }
  return added;
}

function withTry(before: WrongTries, { code, credential, atMs }: Refusal): WrongTries {
  const { tokensMs, deviceTokensMs, lockedAtMs } = before;
  if (code === LOCKED) {
    // Further tries do not make a lockout longer, and wrong ones come before the next.
    const isNew = lockedAtMs === null || tokensMs.length > 0 || deviceTokensMs.length > 0;
    return { ...NO_TRIES, lockedAtMs: isNew ? atMs : lockedAtMs };
  }
  return credential === "device-token"
    ? { ...before, deviceTokensMs: [...deviceTokensMs, atMs].slice(-MAX_TIMES) }
    : { ...before, tokensMs: [...tokensMs, atMs].slice(-MAX_TIMES) };
}

/** New gateways count the pages on their own host by their origin. */
function bucketOf({ address, client, isForwarded }: Refusal): string {
  return JSON.stringify([address, isLocal(address, isForwarded) ? client.origin : undefined]);
}

function isLocal(address: string | null, isForwarded: boolean): boolean {
  return !isForwarded && address !== null && /^(?:127\.|::1$|::ffff:127\.)/.test(address);
}

/** `near`: so many wrong tries are left at most. `locked`: about until then everything is refused. */
export type Storm =
  { readonly kind: "near"; readonly left: number } | { readonly kind: "locked"; readonly untilMs: number };

/** How close the address of `refusal` is to a lockout; null where it is not, or cannot be locked out. */
export function stormOf(
  refusal: Refusal,
  tries: TriesByAddress,
  limit: SignInLimit,
  { nowMs, protocol }: { readonly nowMs: number; readonly protocol: number },
): Storm | null {
  const isBrowser = refusal.client.origin !== undefined;
  const isExempt = limit.exemptLoopback && isLocal(refusal.address, refusal.isForwarded);
  if (!isBrowser && (isExempt || (protocol < 4 && !limit.isSet))) return null;
  const { tokensMs, deviceTokensMs, lockedAtMs } = tries.get(bucketOf(refusal)) ?? NO_TRIES;
  const untilMs = (lockedAtMs ?? -Infinity) + limit.lockoutMs;
  if (untilMs > nowMs) return { kind: "locked", untilMs };
  const recent = [tokensMs, deviceTokensMs].map(
    (timesMs) => timesMs.filter((atMs) => nowMs - atMs < limit.windowMs).length,
  );
  const left = Math.max(0, limit.maxAttempts - Math.max(...recent));
  return left <= limit.maxAttempts / 2 ? { kind: "near", left } : null;
}
