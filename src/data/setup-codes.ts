import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useConnection } from "./connection-context.ts";
import { useGateway, type Gateway } from "./gateway.ts";
import { useGatewayNow } from "./gateway-clock.ts";
import { useHello } from "./session.ts";
import { useAction } from "./use-action.ts";
import { canJoinByLink, type SetupAccess, type SetupEnd } from "#domain/setup-code.ts";
import { isRefusal } from "#gateway/requests.ts";
import { parseSetupCode, parseSetupEnd, parseSetupStatus, type SetupCode } from "#gateway/setup-codes.ts";

/** What a code is wanted for. */
export interface SetupWish {
  readonly access: SetupAccess;
  /** The address that the device will use. */
  readonly gatewayUrl: string;
}

/**
 * A code that the gateway has made, or that it cannot make any: gateways do not announce that they can, so the refusal of
 * an unknown method is the answer.
 */
export type SetupResult =
  | { readonly kind: "made"; readonly setup: SetupCode; readonly wish: SetupWish }
  | { readonly kind: "unsupported" };

async function createCode(gateway: Gateway, wish: SetupWish): Promise<SetupResult> {
  const { access, gatewayUrl } = wish;
  const session = gateway.requireSession("device.pair.setupCode");
  try {
    const reply = await session.request("device.pair.setupCode", {
      publicUrl: gatewayUrl,
      includeQr: access !== "node",
      // Without a profile it is full access.
      ...(access !== "full" && { bootstrapProfile: access }),
      ...(access === "node" && canJoinByLink(gatewayUrl) && { joinUrl: true }),
    });
    return { kind: "made", setup: parseSetupCode(reply), wish };
  } catch (error) {
    if (isUnknownMethod(error)) return { kind: "unsupported" };
    throw error;
  }
}

function isUnknownMethod(error: unknown): boolean {
  return isRefusal(error) && error.message.startsWith("unknown method");
}

/** Has the gateway make a code. The code is kept nowhere but in the component, and not in what this page records. */
export function useCreateCode() {
  const gateway = useGateway();
  return useAction((wish: SetupWish) => createCode(gateway, wish));
}

/** How a code stands. `ends`: its time is over, and the gateway is being asked whether it was used at the last moment. */
export type SetupStanding =
  | { readonly kind: "waiting"; readonly leftMs: number }
  | { readonly kind: "ends" | "expired" }
  | SetupEnd
  /** The gateway tells nobody what becomes of its codes. */
  | { readonly kind: "untold"; readonly leftMs: number };

/** Events may be dropped, and come only while the page is connected. */
const ASK_AGAIN_MS = 10_000;
/** Near the end, the answer decides whether the code is called expired. */
const ASK_SOON_MS = 1_000;

interface SetupStatus {
  readonly end: SetupEnd | null;
  /** When the gateway was asked, by its clock. */
  readonly atMs: number;
}

/** The id opens nothing; the code itself is in no cache. */
function statusKey({ url }: Gateway, setupId: string | undefined) {
  return ["setup-status", url, setupId] as const;
}

/** Follows a code by the gateway's events, and asks now and then, since events may be missed. */
export function useSetupStanding({ setupId, expiresAtMs }: SetupCode): SetupStanding {
  const gateway = useGateway();
  const connection = useConnection();
  const queryClient = useQueryClient();
  const isConnected = useHello() !== null;
  const leftMs = expiresAtMs - useGatewayNow();
  const status = useQuery({
    queryKey: statusKey(gateway, setupId),
    queryFn: async (): Promise<SetupStatus> => {
      const session = gateway.requireSession("device.pair.setupStatus");
      const end = parseSetupStatus(await session.request("device.pair.setupStatus", { setupId }));
      return { end, atMs: Date.now() + session.clockDifferenceMs };
    },
    enabled: isConnected && setupId !== undefined,
    refetchInterval: ({ state: { data, error } }) => {
      const isAnswered = data !== undefined && (data.end !== null || data.atMs >= expiresAtMs);
      if (isAnswered || isRefusal(error)) return false;
      return leftMs > ASK_AGAIN_MS ? ASK_AGAIN_MS : ASK_SOON_MS;
    },
    staleTime: 0,
    gcTime: 0,
  });
  useEffect(
    () =>
      connection.events.add((event) => {
        const end = event.type === "setup-ended" && parseSetupEnd(event.how, event.payload);
        if (!end || end.setupId !== setupId) return;
        queryClient.setQueryData<SetupStatus>(statusKey(gateway, setupId), {
          end,
          atMs: Date.now(),
        });
      }),
    [connection, queryClient, gateway, setupId],
  );
  if (status.data?.end) return status.data.end;
  const isUntold = setupId === undefined || isRefusal(status.error);
  if (leftMs > 0) return { kind: isUntold ? "untold" : "waiting", leftMs };
  return { kind: isUntold || (status.data && status.data.atMs >= expiresAtMs) ? "expired" : "ends" };
}
