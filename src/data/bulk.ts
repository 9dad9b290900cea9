import { useRef, useState } from "react";
import { afterRotation, forgetIfOwn, tokenIn, tokenNow } from "./device-writes.ts";
import { useGateway, type Gateway } from "./gateway.ts";
import { readAfterWrite, write } from "./writes.ts";
import { useAction } from "./use-action.ts";
import type { DeviceToken } from "#domain/device.ts";
import { ROLE } from "#gateway/client-info.ts";
import type { DeviceList } from "#gateway/messages.ts";
import { isRefusal } from "#gateway/requests.ts";
import type { GatewaySession } from "#gateway/session.ts";

/** One of several writes: a device to remove, a request to reject, or a token to revoke or rotate. */
export type BulkItem =
  /** `id` is a device id or request id. */
  | { readonly kind: "remove" | "reject"; readonly id: string }
  | { readonly kind: "revoke"; readonly id: string; readonly role: string }
  | {
      readonly kind: "rotate";
      readonly id: string;
      readonly role: string;
      /** The scopes of the new token; undefined keeps those of the old one. */
      readonly scopes: readonly string[] | undefined;
      /** The token as it was, to find out what happened if the answer is lost. */
      readonly before: DeviceToken | undefined;
    };

/**
 * Where an item stands: `waiting`: not tried; `done`; `refused`: the gateway said no; `unknown`: sent, and neither
 * the answer nor the list could be read. `back`: done, and undone since. `gone`: a request that waits no more, or a token
 * that is no more, though not by this run: it ended by itself, or somebody else was faster.
 */
export type BulkStatus = "waiting" | "running" | "done" | "back" | "gone" | "refused" | "unknown";

/** The state of a run. Items that are not in `statuses` wait. */
export interface BulkRun {
  readonly phase: "idle" | "running" | "checking" | "finished";
  readonly statuses: ReadonlyMap<BulkItem, BulkStatus>;
  /** What the gateway said to refused items. */
  readonly errors: ReadonlyMap<BulkItem, Error>;
  /** Why it ended before its end. */
  readonly endedBy: "stop" | "connection" | "refusals" | null;
  /** Whether the list was read afterwards, so that `statuses` says what is so, and not only what was answered. */
  readonly isRead: boolean;
}

const IDLE: BulkRun = { phase: "idle", statuses: new Map(), errors: new Map(), endedBy: null, isRead: false };

/** Gateways close a socket after ten forbidden calls; what is refused three times in a row will be refused again. */
const REFUSALS_IN_A_ROW = 3;

/**
 * Carries out writes one after the other. Each is sent once; a broken connection ends the run, and what became of
 * the item that was under way is read from the list afterwards.
 * @param report gets the state after each step
 */
async function runBulk(
  gateway: Gateway,
  items: readonly BulkItem[],
  before: BulkRun,
  signal: AbortSignal,
  report: (run: BulkRun) => void,
): Promise<void> {
  const { session } = gateway;
  const statuses = new Map(before.statuses);
  const errors = new Map(before.errors);
  let endedBy: BulkRun["endedBy"] = session ? null : "connection";
  let refusals = 0;
  const tell = (phase: BulkRun["phase"], isRead = false) =>
    report({ phase, statuses: new Map(statuses), errors: new Map(errors), endedBy, isRead });
  for (const item of ownLast(items, session?.deviceId ?? null)) {
    if (signal.aborted) endedBy = "stop";
    if (endedBy !== null || !session) break;
    statuses.set(item, "running");
    tell("running");
    try {
      const written = await write(session, ...callOf(item));
      statuses.set(item, written.kind === "done" ? "done" : "unknown");
      if (written.kind === "unknown") endedBy = "connection";
      else await settleOwn(session, item, written.reply);
      refusals = 0;
    } catch (error) {
      if (!isRefusal(error)) {
        statuses.set(item, "waiting");
        endedBy = "connection";
        continue;
      }
      statuses.set(item, "refused");
      errors.set(item, error);
      if (!isGone(error) && (refusals += 1) === REFUSALS_IN_A_ROW) endedBy = "refusals";
    }
  }
  tell("checking");
  const list = await readAfterWrite(gateway);
  if (list) for (const [item, status] of statuses) statuses.set(item, statusNow(item, status, list));
  tell("finished", list !== null);
}

function callOf(item: BulkItem): [method: string, params: Record<string, unknown>] {
  switch (item.kind) {
    case "remove":
      return ["device.pair.remove", { deviceId: item.id }];
    case "reject":
      return ["device.pair.reject", { requestId: item.id }];
    case "revoke":
      return ["device.token.revoke", { deviceId: item.id, role: item.role }];
    case "rotate": {
      const { id: deviceId, role, scopes } = item;
      return ["device.token.rotate", { deviceId, role, ...(scopes && { scopes }) }];
    }
  }
}

/** What a write means for this browser's own token, where it is about this browser. */
async function settleOwn(session: GatewaySession, item: BulkItem, reply: unknown): Promise<void> {
  if (item.kind === "rotate") await afterRotation(session, { deviceId: item.id, role: item.role }, reply);
  else if (item.kind === "remove" || (item.kind === "revoke" && item.role === ROLE))
    await forgetIfOwn(session, item.id);
}

/** A write about this browser may end the session, so it comes last. */
function ownLast(items: readonly BulkItem[], thisDeviceId: string | null): readonly BulkItem[] {
  const isOwn = ({ kind, id }: BulkItem) => kind !== "reject" && id === thisDeviceId;
  return [...items.filter((item) => !isOwn(item)), ...items.filter(isOwn)];
}

/** Somebody else was faster: what was wanted is so. */
function isGone({ message }: Error): boolean {
  return /unknown (?:deviceId|requestId)/i.test(message);
}

/** Where an item stands when the list that was read afterwards is taken into account. */
export function statusNow(item: BulkItem, status: BulkStatus, list: DeviceList): BulkStatus {
  if (item.kind === "rotate") return rotationNow(item, status, list);
  const isThere = isThereIn(item, list);
  if (status === "done") return isThere ? "back" : "done";
  // A request that is gone may have been approved elsewhere; a device that is gone is gone.
  if (!isThere) return item.kind === "reject" ? "gone" : "done";
  return untilTried(status);
}

function isThereIn(item: Exclude<BulkItem, { kind: "rotate" }>, list: DeviceList): boolean {
  switch (item.kind) {
    case "remove":
      return list.paired.some(({ deviceId }) => deviceId === item.id);
    case "reject":
      return list.pending.some(({ requestId }) => requestId === item.id);
    case "revoke": {
      const token = tokenIn(list, { deviceId: item.id, role: item.role });
      return token !== undefined && token.revokedAtMs === undefined;
    }
  }
}

/** A device that knows the shared token may have got its wider token back already. */
function rotationNow(
  item: Extract<BulkItem, { kind: "rotate" }>,
  status: BulkStatus,
  list: DeviceList,
): BulkStatus {
  const target = { deviceId: item.id, role: item.role };
  const token = tokenIn(list, target);
  const isWider = item.scopes !== undefined && token?.scopes.some((scope) => !item.scopes?.includes(scope));
  const now = tokenNow(list, target, item.before);
  if (token === undefined || now === "gone") return "gone";
  if (status === "done") return isWider ? "back" : "done";
  return now === "newer" && !isWider ? "done" : untilTried(status);
}

function untilTried(status: BulkStatus): BulkStatus {
  return status === "unknown" || status === "running" ? "waiting" : status;
}

/** A run of several writes, as a screen shows it. */
export function useBulkRun() {
  const gateway = useGateway();
  const [run, setRun] = useState<BulkRun>(IDLE);
  const abort = useRef<AbortController>(null);
  const action = useAction(async (items: readonly BulkItem[]) => {
    const controller = new AbortController();
    abort.current = controller;
    await runBulk(gateway, items, run, controller.signal, setRun);
  });
  return {
    run,
    isRunning: action.isRunning,
    start: (items: readonly BulkItem[]) => void action.run(items),
    stop: () => abort.current?.abort(),
  };
}
