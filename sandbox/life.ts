import { setTimeout as sleep } from "node:timers/promises";
import { pendingRequestId } from "./admin.ts";
import type { ConnectOutcome, SimulatedDevice } from "./device.ts";
import type { RunningGateway } from "./gateway.ts";

const POLL_INTERVAL_MS = 4_000;
const RECONNECT_INTERVAL_MS = 2_000;
/** Gateways forget a request after five minutes; asking again then makes a new one. */
const REQUEST_LIFETIME_MS = 5 * 60_000;
const LIFETIME_TOLERANCE_MS = 10_000;

export interface Wish {
  role?: string;
  scopes?: readonly string[];
}

/** Waits; an abort ends the wait early and is no error. */
export async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  await sleep(durationMs, undefined, { signal }).catch(() => undefined);
}

/** Whether the gateway was there and said no, other than because it is starting or going down. */
function isRefusal(outcome: ConnectOutcome): boolean {
  return (
    !outcome.ok && outcome.details !== undefined && outcome.closeCode !== 1012 && outcome.closeCode !== 1013
  );
}

async function connect(
  device: SimulatedDevice,
  gateway: RunningGateway,
  wish: Wish,
  deviceToken: string | null,
) {
  const credentials = deviceToken === null ? { token: gateway.token } : { deviceToken };
  return device.connect({ url: gateway.url, ...credentials, ...wish });
}

/**
 * Keeps a paired device, connected or not, online until the signal aborts: it comes back after a restart of the gateway, and gives up
 * once the gateway refuses it. The first time it signs in with the shared token; `remember` makes it then use only
 * the device token that it got, as phones do: it is out when that token is rotated.
 */
export async function stayOnline(
  device: SimulatedDevice,
  gateway: RunningGateway,
  signal: AbortSignal,
  { remember = false, wish = {} }: { remember?: boolean; wish?: Wish } = {},
): Promise<void> {
  let deviceToken: string | null = null;
  const leave = () => void device.disconnect();
  signal.addEventListener("abort", leave);
  try {
    while (!signal.aborted) {
      if (!device.connected) {
        const outcome = await connect(device, gateway, wish, deviceToken);
        if (isRefusal(outcome)) return;
        if (outcome.ok && remember) ({ deviceToken } = outcome);
      }
      if (signal.aborted) leave();
      if (device.connected) await device.closed;
      await pause(RECONNECT_INTERVAL_MS, signal);
    }
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

/**
 * Asks to be let in every few seconds, as real clients do. Resolves with `in` (and is then connected), or with
 * `gone` when the request was rejected, the device was refused for another reason, or the signal aborted.
 */
export async function askUntilAnswered(
  device: SimulatedDevice,
  gateway: RunningGateway,
  signal: AbortSignal,
  wish: Wish = {},
): Promise<"in" | "gone"> {
  let askedId: string | null = null;
  let askedAtMs = -Infinity;
  while (!signal.aborted) {
    const outcome = await connect(device, gateway, wish, null);
    if (outcome.ok) return "in";
    const requestId = pendingRequestId(outcome);
    if (requestId !== null && requestId !== askedId) {
      // A new id before the old one was due: somebody has rejected that.
      if (Date.now() - askedAtMs < REQUEST_LIFETIME_MS - LIFETIME_TOLERANCE_MS) return "gone";
      askedId = requestId;
      askedAtMs = Date.now();
    } else if (requestId === null && isRefusal(outcome)) {
      return "gone";
    }
    await pause(POLL_INTERVAL_MS, signal);
  }
  return "gone";
}
