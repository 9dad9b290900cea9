import type { QueryClient } from "@tanstack/react-query";
import type { ActivityLog } from "./activity-log.ts";
import { watchConnection } from "./activity-connection.ts";
import { deviceListKey } from "./device-feed.ts";
import type { ActivityFact, DeviceChange, WriteOutcome } from "#domain/activity.ts";
import { nameToKeep, requestSeen, wordsToKeep, wordToKeep, writeOf } from "#domain/activity-facts.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { listChanges } from "#domain/list-changes.ts";
import type { GatewayConnection } from "#gateway/connection.ts";
import type { GatewayEvent } from "#gateway/events.ts";
import type { DeviceList, Resolution } from "#gateway/messages.ts";
import type { GatewayRequestError, SettledRequest } from "#gateway/requests.ts";
import { RecentIds } from "#lib/recent-ids.ts";

/** Where the record of each gateway is cached; the page adds the gateway's address. */
export const ACTIVITY_KEY = "activity";

/** A burst of entries makes an open record be read once. */
const REREAD_DELAY_MS = 300;
const KNOWN_REQUESTS = 500;
/** An answer to a write may come after the event that the write has caused. */
const KNOWN_ENDED_REQUESTS = 20;

/** A reading of the list, and what its session could see of it. */
interface Reading {
  readonly list: DeviceList;
  readonly view: string;
}

/**
 * Writes down what happens on `connection` and in the cached device lists. Is to be started before whatever changes
 * those lists, so that a request's end is heard before it is missing from the list.
 * @returns the way to stop
 */
export function keepActivity(
  connection: GatewayConnection,
  queryClient: QueryClient,
  log: ActivityLog,
): () => void {
  const keeper = new Keeper(connection, queryClient, log);
  let rereadTimer: ReturnType<typeof setTimeout> | undefined;
  const stops = [
    connection.onEvent(guarded(keeper.onEvent)),
    connection.onRequest(guarded(keeper.onRequest)),
    queryClient.getQueryCache().subscribe(guarded(keeper.onCacheChange)),
    watchConnection(connection, keeper.note),
    log.onChange(() => {
      rereadTimer ??= setTimeout(() => {
        rereadTimer = undefined;
        void queryClient.invalidateQueries({ queryKey: [ACTIVITY_KEY] });
      }, REREAD_DELAY_MS);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    clearTimeout(rereadTimer);
  };
}

/** The record must never be the reason why something else fails. */
function guarded<T>(listener: (value: T) => void): (value: T) => void {
  return (value) => {
    try {
      listener(value);
    } catch (error) {
      reportError(error);
    }
  };
}

class Keeper {
  readonly #connection: GatewayConnection;
  readonly #queryClient: QueryClient;
  readonly #log: ActivityLog;
  readonly #readings = new Map<string, Reading>();
  /** Who stands behind a request id, also after it has left the list. Bounded. */
  readonly #requests = new Map<string, PairingRequest>();
  /** Requests whose end is recorded. Ids are never used again. */
  readonly #ended = new RecentIds();
  /** Those of them that are still among `#requests`, oldest first. */
  readonly #latelyEnded: string[] = [];

  constructor(connection: GatewayConnection, queryClient: QueryClient, log: ActivityLog) {
    this.#connection = connection;
    this.#queryClient = queryClient;
    this.#log = log;
  }

  readonly note = (gatewayUrl: string, fact: ActivityFact, atMs = Date.now(), sinceMs?: number): void =>
    this.#log.record(gatewayUrl, { ...fact, atMs }, sinceMs);

  readonly onEvent = (event: GatewayEvent): void => {
    const { state } = this.#connection.getSnapshot();
    if (state.phase !== "connected") return;
    if (event.type === "requested") this.#noteRequest(state.gatewayUrl, event.request);
    if (event.type === "resolved") this.#noteResolution(state.gatewayUrl, event.resolution);
  };

  readonly onRequest = ({ gatewayUrl, method, params, error }: SettledRequest): void => {
    const write = writeOf(method, params, outcomeOf(error), error?.message);
    if (!write) return;
    const request = this.#requests.get(write.requestId ?? "");
    const deviceId = write.deviceId ?? wordToKeep(request?.deviceId);
    const device = this.#listOf(gatewayUrl)?.paired.find((paired) => paired.deviceId === deviceId);
    if (write.outcome === "done" && write.requestId !== undefined) this.#markEnded(write.requestId);
    this.note(gatewayUrl, { ...write, deviceId, name: nameToKeep(request ?? device) });
  };

  readonly onCacheChange = (): void => {
    const { state } = this.#connection.getSnapshot();
    if (state.phase !== "connected") return;
    const { gatewayUrl, hello, credential } = state;
    const list = this.#listOf(gatewayUrl);
    const before = this.#readings.get(gatewayUrl);
    if (!list || list === before?.list) return;
    const now = Date.now();
    // A session without admin may see its own device only: then less is listed, and nobody was removed.
    const isAdmin = hello.scopes.includes("operator.admin");
    const view = isAdmin ? "all" : JSON.stringify([credential, hello.scopes.toSorted()]);
    this.#readings.set(gatewayUrl, { list, view });
    for (const request of list.pending) this.#noteRequest(gatewayUrl, request);
    if (before?.view !== view) return;
    const { appeared, vanished, ended } = listChanges(before.list, list);
    for (const request of ended) this.#noteEnd(gatewayUrl, request.requestId, request.deviceId, "gone");
    for (const device of appeared) {
      this.note(gatewayUrl, deviceChange("device-appeared", device), now, before.list.readAtMs);
    }
    for (const device of vanished) {
      this.note(gatewayUrl, deviceChange("device-vanished", device), now, before.list.readAtMs);
    }
  };

  #noteRequest(gatewayUrl: string, request: PairingRequest): void {
    const { requestId } = request;
    const known = this.#requests.get(requestId);
    if (known === request || this.#ended.has(requestId)) return;
    this.#requests.set(requestId, request);
    const [oldest] = this.#requests.keys();
    if (this.#requests.size > KNOWN_REQUESTS && oldest !== undefined) this.#requests.delete(oldest);
    const seen = requestSeen(request);
    if (known && JSON.stringify(requestSeen(known)) === JSON.stringify(seen)) return;
    this.note(gatewayUrl, seen);
  }

  #noteResolution(gatewayUrl: string, { requestId, deviceId, decision }: Resolution): void {
    const how = decision === "approved" || decision === "rejected" ? decision : "gone";
    this.#noteEnd(gatewayUrl, requestId, deviceId, how);
  }

  #noteEnd(
    gatewayUrl: string,
    requestId: string,
    deviceId: string | undefined,
    how: "approved" | "rejected" | "gone",
  ): void {
    if (this.#ended.has(requestId)) return;
    // A request that is only missing may still be heard of.
    if (how !== "gone") this.#markEnded(requestId);
    const request = this.#requests.get(requestId);
    this.note(gatewayUrl, {
      kind: "request-ended",
      requestId: requestId.slice(0, 100),
      deviceId: wordToKeep(deviceId ?? request?.deviceId),
      name: nameToKeep(request),
      how,
      by: "elsewhere",
    });
  }

  #markEnded(requestId: string): void {
    if (this.#ended.has(requestId)) return;
    this.#ended.add(requestId);
    this.#latelyEnded.push(requestId);
    if (this.#latelyEnded.length > KNOWN_ENDED_REQUESTS)
      this.#requests.delete(this.#latelyEnded.shift() ?? "");
  }

  #listOf(gatewayUrl: string): DeviceList | undefined {
    return this.#queryClient.getQueryData(deviceListKey(gatewayUrl));
  }
}

function outcomeOf(error: GatewayRequestError | null): WriteOutcome {
  if (!error) return "done";
  return error.kind === "outcome-unknown" ? "unknown" : error.kind;
}

function deviceChange(kind: DeviceChange["kind"], device: PairedDevice): DeviceChange {
  return {
    kind,
    deviceId: device.deviceId.slice(0, 100),
    name: nameToKeep(device),
    roles: wordsToKeep(device.roles),
    scopes: wordsToKeep(device.scopes),
    by: "elsewhere",
    isSilent: kind === "device-appeared" ? device.approvedVia === "silent" : undefined,
  };
}
