import type { QueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { DeviceFeed, deviceListKey, readDeviceList } from "./device-feed.ts";
import type { GatewayConnection } from "#gateway/connection.ts";
import type { DeviceList } from "#gateway/messages.ts";
import { GatewayRequestError } from "#gateway/requests.ts";
import type { GatewaySession } from "#gateway/session.ts";

/** One gateway: its session while the page is signed in to it, and the feed of its device list. */
export class Gateway {
  readonly url: string;
  readonly feed: DeviceFeed;
  readonly #connection: GatewayConnection;
  readonly #queryClient: QueryClient;

  constructor(url: string, connection: GatewayConnection, queryClient: QueryClient) {
    this.url = url;
    this.#connection = connection;
    this.#queryClient = queryClient;
    const queryKey = deviceListKey(url);
    this.feed = new DeviceFeed(() => readDeviceList(this.requireSession("device.pair.list")), {
      get: () => queryClient.getQueryData<DeviceList>(queryKey),
      set: (list) => queryClient.setQueryData<DeviceList>(queryKey, list),
    });
  }

  /** Null while the page is not signed in to this gateway. */
  get session(): GatewaySession | null {
    const { session } = this.#connection;
    return session?.gatewayUrl === this.url ? session : null;
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
        const { phase, gatewayUrl } = this.#connection.getSnapshot().state;
        if (this.session) settle(resolve);
        else if (phase === "blocked" || phase === "idle" || gatewayUrl !== this.url) giveUp();
      };
      const stop = this.#connection.subscribe(check);
      check();
    });
  }

  /** Has the list read again; what shows it learns how that ended. */
  reread(): void {
    void this.#queryClient.invalidateQueries({ queryKey: deviceListKey(this.url) });
  }
}

/** All gateways that this page has to do with. */
export class Gateways {
  readonly #connection: GatewayConnection;
  readonly #queryClient: QueryClient;
  readonly #byUrl = new Map<string, Gateway>();

  constructor(connection: GatewayConnection, queryClient: QueryClient) {
    this.#connection = connection;
    this.#queryClient = queryClient;
  }

  of(url: string): Gateway {
    const known = this.#byUrl.get(url);
    if (known) return known;
    const gateway = new Gateway(url, this.#connection, this.#queryClient);
    this.#byUrl.set(url, gateway);
    return gateway;
  }
}

/** Given by screen.tsx. */
export const GatewaysContext = createContext<Gateways | null>(null);

/** All gateways, to choose one of. */
export function useGateways(): Gateways {
  const gateways = useContext(GatewaysContext);
  if (!gateways) throw new Error("useGateways needs a GatewaysContext");
  return gateways;
}

/** The gateway that a part of the page is about. */
export const GatewayContext = createContext<Gateway | null>(null);

/** The gateway that this part of the page is about. */
export function useGateway(): Gateway {
  const gateway = useContext(GatewayContext);
  if (!gateway) throw new Error("useGateway needs a GatewayContext");
  return gateway;
}
