import { useSyncExternalStore } from "react";
import { useGateway } from "./gateway.ts";
import type { GatewayConnection } from "#gateway/connection.ts";
import type { ConnectionSnapshot } from "#domain/connection/state.ts";

/** The connection to this gateway, to call. */
export function useConnection(): GatewayConnection {
  return useGateway().connection;
}

/** Where the connection to this gateway stands; renders again whenever that changes. */
export function useConnectionSnapshot(): ConnectionSnapshot {
  const connection = useConnection();
  return useSyncExternalStore(connection.subscribe, connection.getSnapshot);
}
