import type { QueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { DeviceFeed, deviceListKey, readDeviceList } from "./device-feed.ts";
import { changeKnown } from "./known-gateways.ts";
import { nodeListKey } from "./node-list-key.ts";
import type { NodeRequest } from "#domain/node-request.ts";
import type { GatewayConnection } from "#gateway/connection.ts";
import type { TypedCredentials } from "#gateway/credentials.ts";
import type { DeviceList } from "#gateway/messages.ts";
import type { NodeList } from "#gateway/node-messages.ts";
import { GatewayRequestError } from "#gateway/requests.ts";
import type { GatewaySession } from "#gateway/session.ts";

const NO_NODES: readonly NodeRequest[] = [];

/** One gateway: its connection, its session while that stands, and the feed of its device list. */
export class Gateway {
  readonly url: string;
  readonly connection: GatewayConnection;
  readonly feed: DeviceFeed;
  readonly #queryClient: QueryClient;

  constructor(connection: GatewayConnection, queryClient: QueryClient) {
    this.url = connection.gatewayUrl;
    this.connection = connection;
    this.#queryClient = queryClient;
    this.feed = new DeviceFeed(() => readDeviceList(this.requireSession("device.pair.list")), {
      get: () => this.list,
      set: (list) => queryClient.setQueryData<DeviceList>(deviceListKey(this.url), list),
    });
  }

  /** Null while the page is not signed in to this gateway. */
  get session(): GatewaySession | null {
    return this.connection.session;
  }

  /** The device list as it was read last. */
  get list(): DeviceList | undefined {
    return this.#queryClient.getQueryData(deviceListKey(this.url));
  }

  /** The requests of its nodes, where the list of nodes was fetched. */
  get pendingNodes(): readonly NodeRequest[] {
    return this.#queryClient.getQueryData<NodeList>(nodeListKey(this.url))?.pending ?? NO_NODES;
  }

  /** @throws GatewayRequestError, `not-sent`, while the page is not signed in to this gateway */
  requireSession(method: string): GatewaySession {
    if (this.session) return this.session;
    throw new GatewayRequestError(method, "not-sent", new Error("Not connected"));
  }

  /** Waits until the page is signed in here. @throws Error when that takes too long, or needs a person */
  untilSignedIn(timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(timer);
        stop();
        end();
      };
      const giveUp = () => settle(() => reject(new Error("Not connected")));
      const timer = setTimeout(giveUp, timeoutMs);
      const check = () => {
        const { phase } = this.connection.getSnapshot().state;
        if (this.session) settle(resolve);
        else if (phase === "blocked" || phase === "idle") giveUp();
      };
      const stop = this.connection.subscribe(check);
      check();
    });
  }

  /** Fetches the device list again; whoever shows it gets the result. */
  refetch(): void {
    void this.#queryClient.invalidateQueries({ queryKey: deviceListKey(this.url) });
  }

  /** Connects, now and whenever the page is opened again. @param typed what is to be tried */
  connect(typed?: TypedCredentials): void {
    changeKnown(this.url, { isOpen: true });
    this.connection.connect(typed);
  }

  /** Disconnects, and does not connect when the page is opened again. */
  disconnect(): void {
    this.connection.disconnect();
    changeKnown(this.url, { isOpen: false });
  }
}

/** The gateway that a part of the page is about. */
export const GatewayContext = createContext<Gateway | null>(null);

/** The gateway that this part of the page is about. */
export function useGateway(): Gateway {
  const gateway = useContext(GatewayContext);
  if (!gateway) throw new Error("useGateway needs a GatewayContext");
  return gateway;
}
