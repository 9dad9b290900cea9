import { createContext, useContext, useSyncExternalStore } from "react";
import type { ConnectionSnapshot } from "#gateway/connection-state.ts";
import type { GatewayConnection } from "#gateway/connection.ts";

/** The page's one connection, given by screen.tsx. */
export const ConnectionContext = createContext<GatewayConnection | null>(null);

/** The page's connection, to call. */
export function useConnection(): GatewayConnection {
  const connection = useContext(ConnectionContext);
  if (!connection) throw new Error("useConnection needs a ConnectionContext");
  return connection;
}

/** Where the connection stands; renders again whenever that changes. */
export function useConnectionSnapshot(): ConnectionSnapshot {
  const connection = useConnection();
  return useSyncExternalStore(connection.subscribe, connection.getSnapshot);
}
