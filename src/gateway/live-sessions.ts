import type { LiveSession } from "#domain/live-session.ts";
import { z } from "#lib/zod.ts";
import { UnreadableReplyError } from "./messages.ts";

const text = z.nullish(z.string());
const words = z.nullish(z.array(z.string()));

const entry = z.object({
  deviceId: text,
  host: text,
  clientId: text,
  mode: text,
  version: text,
  platform: text,
  ip: text,
  roles: words,
  scopes: words,
  reason: text,
  onlineSince: z.nullish(z.number()),
  ts: z.nullish(z.number()),
});

/** Sessions that have ended stay listed for a while, and the gateway lists itself. */
const NO_SESSION = new Set(["disconnect", "self"]);

/**
 * Reads a `system-presence` reply. Entries that make no sense are left out; so are command lines, by the gateways.
 * @throws UnreadableReplyError when the reply is no list at all
 */
export function parseLiveSessions(payload: unknown): readonly LiveSession[] {
  const list = z.array(z.unknown()).safeParse(payload);
  if (!list.success) throw new UnreadableReplyError("system-presence");
  return list.data.flatMap((raw) => {
    const { data } = entry.safeParse(raw);
    if (!data || NO_SESSION.has(data.reason ?? "")) return [];
    return {
      deviceId: data.deviceId ?? undefined,
      displayName: data.host ?? undefined,
      clientId: data.clientId ?? undefined,
      clientMode: data.mode ?? undefined,
      version: data.version ?? undefined,
      platform: data.platform ?? undefined,
      address: data.ip ?? undefined,
      roles: data.roles ?? [],
      scopes: data.scopes ?? [],
      sinceMs: data.onlineSince ?? (data.reason === "connect" ? (data.ts ?? undefined) : undefined),
    };
  });
}
