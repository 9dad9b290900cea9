import type { QueryClient } from "@tanstack/react-query";
import { vi } from "vitest";
import { Gateway } from "#data/gateway.ts";
import type { ConnectionSnapshot, ConnectionState, Hello } from "#domain/connection/state.ts";
import { GatewayConnection } from "#gateway/connection.ts";
import type { CredentialVault } from "#gateway/credentials.ts";
import { GatewaySession, type SessionDeps } from "#gateway/session.ts";

function unused(): never {
  throw new Error("No connection is opened");
}

/** What a gateway says at the sign-in. */
export const HELLO: Hello = {
  protocol: 4,
  serverVersion: "2026.9.6",
  methods: [],
  role: "operator",
  authMethod: undefined,
  scopes: ["operator.admin"],
  tickIntervalMs: 30_000,
  online: null,
};

/** A session that asks nobody. */
export function testSession(deps: Partial<SessionDeps> = {}): GatewaySession {
  return new GatewaySession({
    hello: HELLO,
    deviceId: "me",
    clockDifferenceMs: 0,
    send: unused,
    onSettled: () => undefined,
    replaceOwnToken: () => Promise.resolve(),
    ...deps,
  });
}

/** A gateway whose connection opens no socket, and stands as the test says. */
export function testGateway(url: string, queryClient: QueryClient) {
  const connection = new GatewayConnection(url, {
    openDatabase: unused,
    loadIdentity: unused,
    isTrustedEndpoint: unused,
    isPageVisible: unused,
    get vault(): CredentialVault {
      return unused();
    },
  });
  let snapshot = connection.getSnapshot();
  let session: GatewaySession | null = null;
  const listeners = new Set<() => void>();
  vi.spyOn(connection, "session", "get").mockImplementation(() => session);
  vi.spyOn(connection, "getSnapshot").mockImplementation(() => snapshot);
  vi.spyOn(connection, "subscribe").mockImplementation((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  });
  const become = (state: ConnectionState, change: Partial<ConnectionSnapshot> = {}) => {
    snapshot = { ...snapshot, ...change, state };
    for (const listener of listeners) listener();
  };
  return {
    gateway: new Gateway(connection, queryClient),
    become,
    /** Begins `next`; null: the connection is lost, and comes back. */
    enter: (next: GatewaySession | null) => {
      session?.end();
      session = next;
      if (next) become({ phase: "connected", hello: next.hello, credential: "device-token" });
      else become({ phase: "opening", isReturn: true });
    },
  };
}
