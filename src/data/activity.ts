import type { QueryClient } from "@tanstack/react-query";
import type { ActivityLog } from "./activity-log.ts";
import { watchConnection } from "./activity-connection.ts";
import type { Gateway } from "./gateway.ts";
import type { ActivityFact, DeviceChange, WriteOutcome } from "#domain/activity.ts";
import {
  commandsAsked,
  nameToKeep,
  requestSeen,
  wordsToKeep,
  wordToKeep,
  writeOf,
} from "#domain/activity-entries.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import type { NodeRequest } from "#domain/node-request.ts";
import { listChanges } from "#domain/list-changes.ts";
import type { GatewayEvent } from "#gateway/events.ts";
import type { DeviceList, Resolution } from "#gateway/messages.ts";
import type { GatewayRequestError, SettledRequest } from "#gateway/requests.ts";
import { RecentIds } from "#lib/recent-ids.ts";

/** Where the activity of each gateway is cached; the gateway's address follows. */
export const ACTIVITY_KEY = "activity";

/** A burst of entries is shown at once. */
const REFETCH_DELAY_MS = 300;
const KNOWN_REQUESTS = 500;
/** An answer to a write may come after the event that the write has caused. */
const KNOWN_ENDED_REQUESTS = 20;

/** A list, and what its session may see of the gateway's devices. */
interface SeenList {
  readonly list: DeviceList;
  readonly view: string;
}

/**
 * Logs what happens on the connection to `gateway` and in its cached device list. Start it before whatever changes
 * that list, so that it hears of a request's end before the request is missing from the list.
 * @returns the way to stop
 */
export function keepActivity(gateway: Gateway, queryClient: QueryClient, log: ActivityLog): () => void {
  const recorder = new Recorder(gateway, log);
  const { connection, url } = gateway;
  let refetchTimer: ReturnType<typeof setTimeout> | undefined;
  const stops = [
    connection.events.add(guarded(recorder.onEvent)),
    connection.requests.add(guarded(recorder.onRequest)),
    queryClient.getQueryCache().subscribe(guarded(recorder.onCacheChange)),
    watchConnection(connection, recorder.note),
    log.onChange(() => {
      refetchTimer ??= setTimeout(() => {
        refetchTimer = undefined;
        void queryClient.invalidateQueries({ queryKey: [ACTIVITY_KEY, url] });
      }, REFETCH_DELAY_MS);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    clearTimeout(refetchTimer);
  };
}

/** A fault of the log must not break anything else. */
function guarded<T>(listener: (value: T) => void): (value: T) => void {
  return (value) => {
    try {
      listener(value);
    } catch (error) {
      reportError(error);
    }
  };
}

class Recorder {
  readonly #gateway: Gateway;
  readonly #log: ActivityLog;
  #seen: SeenList | undefined;
  /** Who stands behind a request id, also after it has left the list. Bounded. */
  readonly #requests = new Map<string, PairingRequest>();
  #pendingNodes: readonly NodeRequest[] = [];
  /** The last requests of nodes by their ids, also after they have left the list. */
  readonly #nodeRequests = new Map<string, NodeRequest>();
  /** Requests whose end is recorded. Ids are never used again. */
  readonly #ended = new RecentIds();
  /** Those of them that are still among `#requests`, oldest first. */
  readonly #latelyEnded: string[] = [];

  constructor(gateway: Gateway, log: ActivityLog) {
    this.#gateway = gateway;
    this.#log = log;
  }

  readonly note = (fact: ActivityFact, atMs = Date.now(), sinceMs?: number): void =>
    this.#log.record(this.#gateway.url, { ...fact, atMs }, sinceMs);

  readonly onEvent = (event: GatewayEvent): void => {
    if (event.type === "requested") this.#noteRequest(event.request);
    if (event.type === "resolved") this.#noteResolution(event.resolution);
  };

  readonly onRequest = ({ method, params, error }: SettledRequest): void => {
    const write = writeOf(method, params, outcomeOf(error), error?.message);
    if (!write) return;
    const requestId = write.requestId ?? "";
    const request = this.#requests.get(requestId) ?? this.#nodeRequests.get(requestId);
    const deviceId = write.deviceId ?? wordToKeep(request?.deviceId);
    const device = this.#gateway.list?.paired.find((paired) => paired.deviceId === deviceId);
    if (write.outcome === "done" && write.requestId !== undefined) this.#markEnded(write.requestId);
    this.note({ ...write, deviceId, name: nameToKeep(request ?? device) });
  };

  readonly onCacheChange = (): void => {
    const { state } = this.#gateway.connection.getSnapshot();
    if (state.phase !== "connected") return;
    this.#noteNodes(this.#gateway.pendingNodes);
    const { hello, credential } = state;
    const { list } = this.#gateway;
    const before = this.#seen;
    if (!list || list === before?.list) return;
    const now = Date.now();
    // A session without admin may see its own device only: then less is listed, and nobody was removed.
    const isAdmin = hello.scopes.includes("operator.admin");
    const view = isAdmin ? "all" : JSON.stringify([credential, hello.scopes.toSorted()]);
    this.#seen = { list, view };
    for (const request of list.pending) this.#noteRequest(request);
    if (before?.view !== view) return;
    const { appeared, vanished, ended } = listChanges(before.list, list);
    for (const request of ended) this.#noteEnd(request.requestId, request.deviceId, "gone");
    for (const device of appeared) {
      this.note(deviceChange("device-appeared", device), now, before.list.readAtMs);
    }
    for (const device of vanished) {
      this.note(deviceChange("device-vanished", device), now, before.list.readAtMs);
    }
  };

  #noteNodes(pending: readonly NodeRequest[]): void {
    const before = this.#pendingNodes;
    if (pending === before) return;
    this.#pendingNodes = pending;
    const ids = new Set(pending.map(({ requestId }) => requestId));
    for (const request of pending) {
      if (this.#nodeRequests.has(request.requestId)) continue;
      keepLast(this.#nodeRequests, request.requestId, request);
      this.note(commandsAsked(request));
    }
    for (const request of before) {
      if (ids.has(request.requestId)) continue;
      const { requestId, deviceId, name } = commandsAsked(request);
      this.note({ kind: "commands-ended", requestId, deviceId, name, by: "elsewhere" });
    }
  }

  #noteRequest(request: PairingRequest): void {
    const { requestId } = request;
    const known = this.#requests.get(requestId);
    if (known === request || this.#ended.has(requestId)) return;
    keepLast(this.#requests, requestId, request);
    const seen = requestSeen(request);
    if (known && JSON.stringify(requestSeen(known)) === JSON.stringify(seen)) return;
    this.note(seen);
  }

  #noteResolution({ requestId, deviceId, decision }: Resolution): void {
    const how = decision === "approved" || decision === "rejected" ? decision : "gone";
    this.#noteEnd(requestId, deviceId, how);
  }

  #noteEnd(requestId: string, deviceId: string | undefined, how: "approved" | "rejected" | "gone"): void {
    if (this.#ended.has(requestId)) return;
    // A request that is only missing may still be heard of.
    if (how !== "gone") this.#markEnded(requestId);
    const request = this.#requests.get(requestId);
    this.note({
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
}

function keepLast<T>(requests: Map<string, T>, requestId: string, request: T): void {
  requests.set(requestId, request);
  const [oldest] = requests.keys();
  if (requests.size > KNOWN_REQUESTS && oldest !== undefined) requests.delete(oldest);
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
