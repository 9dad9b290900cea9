import { replaceEqualDeep } from "@tanstack/react-query";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import type { GatewayEvent } from "#gateway/events.ts";
import { parseDeviceList, type DeviceList, type EntriesOf } from "#gateway/messages.ts";
import type { GatewaySession } from "#gateway/session.ts";
import { RecentIds } from "#lib/recent-ids.ts";
import { forEachInSlices } from "#lib/yield.ts";

/** Where the list of `gatewayUrl` is cached. */
export function deviceListKey(gatewayUrl: string) {
  return ["device-list", gatewayUrl] as const;
}

/**
 * Reads the list from the gateway, past the cache.
 * @param only leaves out the entries of all others
 * @throws GatewayRequestError, UnreadableReplyError
 */
export async function readDeviceList(session: GatewaySession, only?: EntriesOf): Promise<DeviceList> {
  return parseDeviceList(await session.request("device.pair.list"), only);
}

/** An event that says what has changed in the list, so that nothing has to be read. */
export type ListEvent = Extract<GatewayEvent, { type: "requested" | "resolved" }>;

/** Where the feed keeps its list. */
interface ListCache {
  readonly get: () => DeviceList | undefined;
  readonly set: (list: DeviceList) => void;
}

/**
 * The only writer of a gateway's cached device list: it reads the list, and changes it by the gateway's events. Events
 * that come while a reading runs are applied to its result, too, since the gateway may have put that together earlier.
 */
export class DeviceFeed {
  readonly #readList: () => Promise<DeviceList>;
  readonly #cache: ListCache;
  #reading: Promise<DeviceList> | null = null;
  #nextReading: Promise<DeviceList> | null = null;
  /** What was heard since the current reading began. */
  #heard: ListEvent[] = [];
  /** Ids are never used again, so an event that arrives late must not bring a resolved request back. */
  readonly #resolvedIds = new RecentIds();

  constructor(readList: () => Promise<DeviceList>, cache: ListCache) {
    this.#readList = readList;
    this.#cache = cache;
  }

  /**
   * Reads the list; what is returned is also in the cache. Everybody who asks while a reading runs gets the one after it,
   * since the gateway may have answered the first before whatever made them ask.
   * @throws what reading throws; the list stays as it was
   */
  read(): Promise<DeviceList> {
    if (this.#nextReading) return this.#nextReading;
    if (!this.#reading) return this.#start();
    const startNext = () => {
      this.#nextReading = null;
      return this.#start();
    };
    this.#nextReading = this.#reading.then(startNext, startNext);
    return this.#nextReading;
  }

  /** Applies what the gateway announced. */
  hear(event: ListEvent): void {
    if (event.type === "resolved") this.#resolvedIds.add(event.resolution.requestId);
    else if (this.#resolvedIds.has(event.request.requestId)) return;
    if (this.#reading) this.#heard.push(event);
    const list = this.#cache.get();
    if (!list) return;
    const changed = event.type === "requested" ? withRequest(list, event.request) : without(list, event);
    // Setting what is there already would draw everything anew.
    if (changed !== list) this.#cache.set(changed);
  }

  /** Takes a request out that was decided here: the gateway confirmed it, and its event is still on the way. */
  resolve(requestId: string): void {
    this.hear({ type: "resolved", resolution: { requestId } });
  }

  #start(): Promise<DeviceList> {
    this.#heard = [];
    this.#reading = this.#run().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #run(): Promise<DeviceList> {
    const read = await this.#readList();
    const paired = await withKnownDevices(read.paired, this.#cache.get()?.paired);
    // From here on nothing is awaited: what is heard later changes the cached list.
    const list = inKnownOrder(withHeard({ ...read, paired }, this.#heard), this.#cache.get());
    this.#cache.set(list);
    return list;
  }
}

/** A few milliseconds of work. */
const SLICE = 500;

/**
 * `paired`, where what has not changed since `before` is the same objects, and all of it the same list if nothing has:
 * what was found out about it still stands, and the last reading, which React keeps, takes no room of its own.
 * In slices: to compare ten thousand devices at once would stop the page.
 */
async function withKnownDevices(
  paired: readonly PairedDevice[],
  before: readonly PairedDevice[] = [],
): Promise<readonly PairedDevice[]> {
  if (before.length === 0) return paired;
  const known = new Map(before.map((device) => [device.deviceId, device]));
  const shared: PairedDevice[] = [];
  await forEachInSlices(paired, SLICE, (device) => {
    shared.push(replaceEqualDeep(known.get(device.deviceId), device));
  });
  const isSame = shared.length === before.length && shared.every((device, index) => device === before[index]);
  return isSame ? before : shared;
}

/**
 * Pending requests in the order in which they were first seen, new ones last: a request must not move because a
 * list was read again. Gateways list the newest first, and old ones count asking again as new.
 */
function inKnownOrder(list: DeviceList, before: DeviceList | undefined): DeviceList {
  const places = new Map(before?.pending.map(({ requestId }, index) => [requestId, index]));
  const placeOf = (request: PairingRequest) => places.get(request.requestId) ?? Infinity;
  const pending = list.pending.toSorted(
    (a, b) => compare(placeOf(a), placeOf(b)) || compare(a.requestedAtMs, b.requestedAtMs),
  );
  return { ...list, pending };
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/**
 * The list that was read, with what was heard meanwhile. A request that is in it stays as it was read: gateways announce
 * a request only when it is new, and widen it without an event.
 */
function withHeard(list: DeviceList, events: readonly ListEvent[]): DeviceList {
  return events.reduce((current, event) => {
    if (event.type === "resolved") return without(current, event);
    return indexOf(current, event.request.requestId) < 0 ? withRequest(current, event.request) : current;
  }, list);
}

/** The list with `request` in it; a request that is known already keeps its place. */
function withRequest(list: DeviceList, request: PairingRequest): DeviceList {
  const index = indexOf(list, request.requestId);
  const pending = index < 0 ? [...list.pending, request] : list.pending.with(index, request);
  return { ...list, pending };
}

/** The list without a request that has ended; the same list where it is not in it. */
function without(list: DeviceList, { resolution }: Extract<ListEvent, { type: "resolved" }>): DeviceList {
  const index = indexOf(list, resolution.requestId);
  return index < 0 ? list : { ...list, pending: list.pending.toSpliced(index, 1) };
}

function indexOf({ pending }: DeviceList, id: string): number {
  return pending.findIndex(({ requestId }) => requestId === id);
}
