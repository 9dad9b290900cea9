import type { QueryClient } from "@tanstack/react-query";
import { createContext, useContext, useSyncExternalStore } from "react";
import { keepActivity } from "./activity.ts";
import type { ActivityLog } from "./activity-log.ts";
import { keepCommandApprovals } from "./command-approvals.ts";
import { Gateway } from "./gateway.ts";
import { rememberGateway } from "./known-gateways.ts";
import { keepCacheLive } from "./live-updates.ts";
import { keepNodeList } from "./node-watch.ts";
import type { PairingRequest } from "#domain/device.ts";
import type { NodeRequest } from "#domain/node-request.ts";
import type { GatewayConnection } from "#gateway/connection.ts";
import type { Connections } from "#gateway/connections.ts";
import { Listeners } from "#lib/listeners.ts";

/** A request, and the gateway that it waits on. */
export interface Waiting<Request> {
  readonly gateway: Gateway;
  readonly request: Request;
}

/** What waits on all gateways that the page is, or tries to be, connected to. */
interface AllWaiting {
  readonly devices: readonly Waiting<PairingRequest>[];
  readonly nodes: readonly Waiting<NodeRequest>[];
}

/** The device list comes first. */
const FACTS_DELAY_MS = 3_000;

function onSignedIn(gateway: Gateway): void {
  const { url, session } = gateway;
  rememberGateway(url);
  setTimeout(() => {
    if (gateway.session !== session) return;
    // Nothing on the screen waits for them, and the next sign-in asks again.
    import("./gateway-facts.ts")
      .then(({ fetchGatewayFacts }) => fetchGatewayFacts(gateway))
      .catch(() => undefined);
  }, FACTS_DELAY_MS);
}

const NOTHING_WAITS: AllWaiting = { devices: [], nodes: [] };

/** `before` where nothing of it has changed. */
function orBefore<Request>(
  now: readonly Waiting<Request>[],
  before: readonly Waiting<Request>[],
): readonly Waiting<Request>[] {
  const isSame =
    now.length === before.length &&
    now.every(
      ({ gateway, request }, index) =>
        before[index]?.gateway === gateway && before[index].request === request,
    );
  return isSame ? before : now;
}

/** The gateways that this page has shown or connected to. */
export class Gateways {
  readonly #connections: Connections;
  readonly #queryClient: QueryClient;
  readonly #activityLog: ActivityLog;
  readonly #byConnection = new Map<GatewayConnection, Gateway>();
  readonly #listeners = new Listeners();
  #waiting = NOTHING_WAITS;

  constructor(connections: Connections, queryClient: QueryClient, activityLog: ActivityLog) {
    this.#connections = connections;
    this.#queryClient = queryClient;
    this.#activityLog = activityLog;
    queryClient.getQueryCache().subscribe(this.#updateWaiting);
  }

  /** The gateway at `url`; this does not connect to it. */
  of(url: string): Gateway {
    const connection = this.#connections.of(url);
    return this.#byConnection.get(connection) ?? this.#begin(connection);
  }

  getWaiting = (): AllWaiting => this.#waiting;

  /** Calls `listener` when the waiting requests change. @returns the way to stop */
  subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);

  /**
   * Forgets this browser's key and all its device tokens, and the files of this page: to every gateway it is a new
   * device then.
   */
  async forgetBrowser(): Promise<void> {
    const { forgetPage } = await import("./kept-page.ts");
    // First: where it fails, the browser can still sign in, and the files come back with the next visit.
    await forgetPage();
    await this.#connections.forgetBrowser();
  }

  #begin(connection: GatewayConnection): Gateway {
    const gateway = new Gateway(connection, this.#queryClient);
    this.#byConnection.set(connection, gateway);
    // Before the cache: what an event says is logged before the list that it changes.
    keepActivity(gateway, this.#queryClient, this.#activityLog);
    keepCacheLive(gateway, this.#queryClient);
    keepCommandApprovals(gateway, this.#queryClient);
    keepNodeList(gateway, this.#queryClient);
    let session = connection.session;
    const onChange = () => {
      if (connection.session !== session) {
        ({ session } = connection);
        if (session) onSignedIn(gateway);
      }
      this.#updateWaiting();
    };
    connection.subscribe(onChange);
    if (session) onSignedIn(gateway);
    return gateway;
  }

  readonly #updateWaiting = (): void => {
    const gateways = [...this.#byConnection.values()].filter((gateway) => {
      const { phase } = gateway.connection.getSnapshot().state;
      // Once the page has given up on a gateway, its lists are out of date.
      return phase !== "idle" && phase !== "blocked";
    });
    const collect = <Request>(pendingOf: (gateway: Gateway) => readonly Request[]) =>
      gateways.flatMap((gateway) => pendingOf(gateway).map((request) => ({ gateway, request })));
    const before = this.#waiting;
    const devices = orBefore(
      collect(({ list }) => list?.pending ?? []),
      before.devices,
    );
    const nodes = orBefore(
      collect(({ pendingNodes }) => pendingNodes),
      before.nodes,
    );
    if (devices === before.devices && nodes === before.nodes) return;
    this.#waiting = { devices, nodes };
    this.#listeners.tell();
  };
}

/** How many requests wait, on one gateway or on all. */
export function countWaiting({ devices, nodes }: AllWaiting, url?: string): number {
  const all = [...devices, ...nodes];
  return url === undefined ? all.length : all.filter(({ gateway }) => gateway.url === url).length;
}

/** Given by screen.tsx. */
export const GatewaysContext = createContext<Gateways | null>(null);

/** All gateways of this page. */
export function useGateways(): Gateways {
  const gateways = useContext(GatewaysContext);
  if (!gateways) throw new Error("useGateways needs a GatewaysContext");
  return gateways;
}

/** What waits on all gateways. */
export function useAllWaiting(): AllWaiting {
  const { subscribe, getWaiting } = useGateways();
  return useSyncExternalStore(subscribe, getWaiting);
}
