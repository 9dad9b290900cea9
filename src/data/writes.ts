import { useGateway, type Gateway } from "./gateway.ts";
import { useAction, type Action } from "./use-action.ts";
import type { DeviceList } from "#gateway/messages.ts";
import { GatewayRequestError } from "#gateway/requests.ts";
import type { GatewaySession } from "#gateway/session.ts";

/**
 * How long a page that lost its connection during a write is given to come back. A gateway that was restarted needs up
 * to ten seconds, many more on a busy machine, and then the page is in the middle of a pause between two tries.
 */
export const COME_BACK_MS = 60_000;
/**
 * How long to wait before the next try. Never nothing: a socket that the gateway is closing refuses requests before
 * its close is reported, and tries that follow each other without a pause would keep that report from coming.
 */
const RETRY_MS = 100;

/** What became of a write. `unknown`: it was sent, and the connection broke before the answer came. */
export type Written = { readonly kind: "done"; readonly reply: unknown } | { readonly kind: "unknown" };

/**
 * Sends a write, once: whatever happens, it is never sent again.
 * @throws GatewayRequestError when the gateway refused it, or when it was not sent
 */
export async function write(
  session: GatewaySession,
  method: string,
  params: Record<string, unknown>,
): Promise<Written> {
  try {
    return { kind: "done", reply: await session.request(method, params) };
  } catch (error) {
    if (error instanceof GatewayRequestError && error.kind === "outcome-unknown") return { kind: "unknown" };
    throw error;
  }
}

/**
 * Reads what the gateway holds after a write. The connection may be gone for a moment: it broke, or the gateway
 * ended this browser's own session because of the write.
 * @returns null when the gateway cannot be asked
 */
export async function readBack<T>(gateway: Gateway, read: () => Promise<T>): Promise<T | null> {
  const deadlineMs = Date.now() + COME_BACK_MS;
  while (Date.now() < deadlineMs) {
    try {
      await gateway.untilSignedIn(deadlineMs - Date.now());
      return await read();
    } catch (error) {
      // The session was ended between the two: once more, as long as there is time. Anything else is an answer.
      const isCut = error instanceof GatewayRequestError && error.kind !== "refused";
      if (!isCut) return null;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
  return null;
}

/** The device list after a write; null when the gateway cannot be asked. */
export function readAfterWrite(gateway: Gateway): Promise<DeviceList | null> {
  return readBack(gateway, () => gateway.feed.read());
}

/** A write to this gateway, as a click begins it. If it fails the list is fetched again, which may show why. */
export function useWrite<Input, Result>(
  run: (gateway: Gateway, input: Input) => Promise<Result>,
): Action<Input, Result> {
  const gateway = useGateway();
  return useAction(async (input: Input) => {
    try {
      return await run(gateway, input);
    } catch (error) {
      gateway.refetch();
      throw error;
    }
  });
}
