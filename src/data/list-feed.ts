import { RecentIds } from "#lib/recent-ids.ts";

/** A request that waits for somebody's decision, as a gateway lists it. */
interface Waiting {
  readonly requestId: string;
  readonly requestedAtMs: number;
}

/** A gateway's list of what waits, and of more that only a fetch changes. */
interface WaitingList<Request extends Waiting> {
  readonly pending: readonly Request[];
}

/** An event that says what has changed in the list, so that nothing has to be read. */
export type ListEvent<Request> = { readonly type: "requested"; readonly request: Request } | Ending;

interface Ending {
  readonly type: "resolved";
  readonly resolution: { readonly requestId: string };
}

/** Where a feed keeps its list. */
export interface ListCache<List> {
  readonly get: () => List | undefined;
  readonly set: (list: List) => void;
}

/**
 * The only writer of a cached list of a gateway: it reads the list, and changes it by the gateway's events. Events
 * that come while a fetch runs are applied to its result, too, since the gateway may have put that together earlier.
 */
export class ListFeed<Request extends Waiting, List extends WaitingList<Request>> {
  readonly #readList: () => Promise<List>;
  readonly #cache: ListCache<List>;
  #fetching: Promise<List> | null = null;
  #nextFetch: Promise<List> | null = null;
  /** Events since the current fetch began. */
  #heard: ListEvent<Request>[] = [];
  /** Ids are never used again, so an event that arrives late must not bring a resolved request back. */
  readonly #resolvedIds = new RecentIds();

  constructor(readList: () => Promise<List>, cache: ListCache<List>) {
    this.#readList = readList;
    this.#cache = cache;
  }

  /**
   * Fetches the list and caches it. Whoever asks while a fetch runs gets the result of the next one, since the gateway may
   * have answered the first before whatever made them ask.
   * @throws what the request throws; the cached list stays as it was
   */
  read(): Promise<List> {
    if (this.#nextFetch) return this.#nextFetch;
    if (!this.#fetching) return this.#start();
    const startNext = () => {
      this.#nextFetch = null;
      return this.#start();
    };
    this.#nextFetch = this.#fetching.then(startNext, startNext);
    return this.#nextFetch;
  }

  /** Applies an event of the gateway. */
  hear(event: ListEvent<Request>): void {
    if (event.type === "resolved") this.#resolvedIds.add(event.resolution.requestId);
    else if (this.#resolvedIds.has(event.request.requestId)) return;
    if (this.#fetching) this.#heard.push(event);
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

  #start(): Promise<List> {
    this.#heard = [];
    this.#fetching = this.#run().finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  async #run(): Promise<List> {
    const read = await this.#readList();
    // From here on nothing is awaited: what is heard later changes the cached list.
    const list = inKnownOrder(withHeard(read, this.#heard), this.#cache.get());
    this.#cache.set(list);
    return list;
  }
}

/**
 * Pending requests in the order in which they were first seen, new ones last: a request must not move because a
 * list was read again. Gateways list the newest first, and old ones count asking again as new.
 */
function inKnownOrder<Request extends Waiting, List extends WaitingList<Request>>(
  list: List,
  before: List | undefined,
): List {
  const places = new Map(before?.pending.map(({ requestId }, index) => [requestId, index]));
  const placeOf = (request: Request) => places.get(request.requestId) ?? Infinity;
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
function withHeard<Request extends Waiting, List extends WaitingList<Request>>(
  list: List,
  events: readonly ListEvent<Request>[],
): List {
  return events.reduce((current, event) => {
    if (event.type === "resolved") return without(current, event);
    return indexOf(current, event.request.requestId) < 0 ? withRequest(current, event.request) : current;
  }, list);
}

/** The list with `request` in it; a request that is known already keeps its place. */
function withRequest<Request extends Waiting, List extends WaitingList<Request>>(
  list: List,
  request: Request,
): List {
  const index = indexOf(list, request.requestId);
  const pending = index < 0 ? [...list.pending, request] : list.pending.with(index, request);
  return { ...list, pending };
}

/** The list without a request that has ended; the same list where it is not in it. */
function without<Request extends Waiting, List extends WaitingList<Request>>(
  list: List,
  { resolution }: Ending,
): List {
  const index = indexOf(list, resolution.requestId);
  return index < 0 ? list : { ...list, pending: list.pending.toSpliced(index, 1) };
}

function indexOf({ pending }: WaitingList<Waiting>, id: string): number {
  return pending.findIndex(({ requestId }) => requestId === id);
}
