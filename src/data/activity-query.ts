import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { ACTIVITY_KEY } from "./activity.ts";
import { useActivityLog, type ActivityLog, type RawRecord } from "./activity-log.ts";
import { useGateway } from "./gateway.ts";
import { useAction } from "./use-action.ts";
import type { ActivityEntry } from "#domain/activity.ts";
import { z } from "#lib/zod.ts";

/** An entry with what tells it from others in a list. */
export type ListedEntry = ActivityEntry & { readonly id: number };

/** What this browser did and saw on one gateway. */
export interface ActivityRecord {
  /** Newest first. */
  readonly entries: readonly ListedEntry[];
  /** Entries of another version of this page, which this one does not understand. */
  readonly unreadable: number;
  /** False where the browser refuses storage: the record then ends with this tab. */
  readonly isKept: boolean;
}

const text = z.optional(z.string());
const words = z.array(z.string());
const common = { id: z.number(), atMs: z.number() };
const device = { ...common, deviceId: z.string(), name: text };
const author = z.enum(["elsewhere", "unclear"]);

const change = { ...device, roles: words, scopes: words, by: author, isSilent: z.optional(z.boolean()) };

const entrySchema = z.discriminatedUnion("kind", [
  z.object({
    ...device,
    kind: z.literal("request-seen"),
    requestId: z.string(),
    clientId: text,
    platform: text,
    remoteIp: text,
    roles: words,
    scopes: words,
    isRepair: z.boolean(),
  }),
  z.object({
    ...common,
    kind: z.literal("request-ended"),
    requestId: z.string(),
    deviceId: text,
    name: text,
    how: z.enum(["approved", "rejected", "gone"]),
    by: author,
  }),
  z.object({ ...device, kind: z.literal("commands-asked"), requestId: z.string(), commands: words }),
  z.object({ ...device, kind: z.literal("commands-ended"), requestId: z.string(), by: author }),
  z.object({
    ...common,
    kind: z.literal("write"),
    action: z.enum([
      "approve",
      "reject",
      "remove",
      "rename",
      "rotate",
      "revoke",
      "approve-commands",
      "reject-commands",
      "remove-node",
    ]),
    outcome: z.enum(["done", "refused", "not-sent", "unknown"]),
    requestId: text,
    deviceId: text,
    name: text,
    role: text,
    scopes: z.optional(words),
    label: text,
    message: text,
  }),
  z.object({ ...change, kind: z.literal("device-appeared") }),
  z.object({ ...change, kind: z.literal("device-vanished") }),
  z.object({
    ...common,
    kind: z.literal("connected"),
    version: text,
    protocol: z.number(),
    credential: z.string(),
  }),
  z.object({
    ...common,
    kind: z.literal("connection-lost"),
    closeCode: z.nullable(z.number()),
    message: text,
  }),
  z.object({
    ...common,
    kind: z.literal("connection-blocked"),
    code: text,
    message: text,
    isTurnedDown: z.boolean(),
  }),
  z.object({ ...common, kind: z.literal("approval-awaited"), requestId: text }),
  z.object({ ...common, kind: z.literal("disconnected") }),
]) satisfies z.ZodMiniType<ListedEntry>;

/** Reads a record as it was kept. What cannot be read costs that entry. */
export function parseRecord({ entries, isKept }: RawRecord): ActivityRecord {
  const read = entries.flatMap((entry) => entrySchema.safeParse(entry).data ?? []);
  read.sort((a, b) => b.atMs - a.atMs || b.id - a.id);
  return { entries: read, unreadable: entries.length - read.length, isKept };
}

/** The record of `gatewayUrl`; read again when something was recorded, and when the tab is shown. */
function activityOptions(log: ActivityLog, gatewayUrl: string) {
  return queryOptions({
    queryKey: [ACTIVITY_KEY, gatewayUrl],
    queryFn: async () => parseRecord(await log.read(gatewayUrl)),
    // Other tabs write to it, too.
    staleTime: 0,
    refetchOnWindowFocus: true,
    gcTime: 60_000,
  });
}

/** What this browser did and saw on this gateway. */
export function useActivity() {
  return useQuery(activityOptions(useActivityLog(), useGateway().url));
}

/** Forgets the record of a gateway. */
export function useClearActivity() {
  const log = useActivityLog();
  const queryClient = useQueryClient();
  return useAction(async (gatewayUrl: string) => {
    await log.clear(gatewayUrl);
    await queryClient.invalidateQueries({ queryKey: [ACTIVITY_KEY, gatewayUrl] });
    return true;
  });
}
