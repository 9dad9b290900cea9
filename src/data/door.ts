import { queryOptions, useQuery } from "@tanstack/react-query";
import { useGateway, type Gateway } from "./gateway.ts";
import { useHello } from "./session.ts";
import { LIMIT_PATH, ORIGINS_PATH, WAY_PATHS } from "#domain/door/change.ts";
import type { Hello } from "#domain/connection/state.ts";
import type { DoorFacts } from "#domain/door/facts.ts";
import { coversScope } from "#domain/scopes.ts";
import { parseDoorFacts, parseReloadKind } from "#gateway/door-config.ts";
import { isRefusal } from "#gateway/requests.ts";

/** How long a `config.get` may take: the first one after its start keeps 2026.3.13 busy for up to twelve seconds. */
const READ_TIMEOUT_MS = 60_000;

export async function readDoor(gateway: Gateway): Promise<DoorFacts> {
  const session = gateway.requireSession("config.get");
  return parseDoorFacts(await session.request("config.get", {}, { timeoutMs: READ_TIMEOUT_MS }));
}

/** The configuration of the door. Only what somebody looks at is read. */
export function doorOptions(gateway: Gateway) {
  return queryOptions({
    queryKey: ["door", gateway.url],
    queryFn: () => readDoor(gateway),
    staleTime: 0,
  });
}

/** Whether this session may read the configuration; `no-method`: the gateway does not hand it out. */
export type DoorAccess = "not-connected" | "no-method" | "no-scope" | "readable";

function accessOf(hello: Hello | null): DoorAccess {
  if (hello === null) return "not-connected";
  if (!hello.methods.includes("config.get")) return "no-method";
  return coversScope(hello.scopes, "operator.read") ? "readable" : "no-scope";
}

/** How the door is set, as it was read last. A refusal is not repeated by itself. */
export function useDoor() {
  const gateway = useGateway();
  const access = accessOf(useHello());
  const query = useQuery({
    ...doorOptions(gateway),
    enabled: ({ state }) => access === "readable" && !isRefusal(state.error),
  });
  return {
    access,
    facts: query.data,
    error: query.error,
    isReading: query.isFetching,
    readAgain: () => void query.refetch(),
  };
}

/** Whether a changed setting needs a restart; `missing`: this gateway does not have the setting. */
export type ReloadKind = "hot" | "restart" | "missing";

const CHANGED_PATHS = [ORIGINS_PATH, LIMIT_PATH, ...Object.values(WAY_PATHS)];

/**
 * What a change of each setting does to the gateway; undefined while that is being asked. Old gateways restart after
 * every change.
 */
export function useReloadKinds(): ReadonlyMap<string, ReloadKind> | undefined {
  const gateway = useGateway();
  const hello = useHello();
  const canAsk =
    hello !== null &&
    hello.protocol >= 4 &&
    hello.methods.includes("config.schema.lookup") &&
    coversScope(hello.scopes, "operator.read");
  const { data, isLoading } = useQuery({
    queryKey: ["door-reload", gateway.url, hello?.serverVersion],
    queryFn: async () => {
      const session = gateway.requireSession("config.schema.lookup");
      const kinds = CHANGED_PATHS.map(async (path): Promise<[string, ReloadKind]> => {
        try {
          return [path, parseReloadKind(await session.request("config.schema.lookup", { path }))];
        } catch (error) {
          if (isRefusal(error) && error.message.includes("path not found")) return [path, "missing"];
          throw error;
        }
      });
      return new Map(await Promise.all(kinds));
    },
    enabled: canAsk,
  });
  return data ?? (isLoading ? undefined : NOT_ASKED);
}

const NOT_ASKED: ReadonlyMap<string, ReloadKind> = new Map();
