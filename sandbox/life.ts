import { pendingRequestId } from "./admin.ts";
import type { ConnectOutcome, SimulatedDevice } from "./device.ts";
import type { RunningGateway } from "./gateway.ts";
import type { Rejections } from "./rejections.ts";
import { pause } from "./pause.ts";

const POLL_INTERVAL_MS = 4_000;
const RECONNECT_INTERVAL_MS = 2_000;

export interface Wish {
  readonly role?: string;
  readonly scopes?: readonly string[];
}

/** Whether the gateway refused, for another reason than that it is starting or stopping. */
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
 * Keeps a paired device online until the signal aborts or the gateway refuses it; it reconnects after a restart of the
 * gateway. It first signs in with the shared token. With `remember` it then uses only the device token that it got, as
 * phones do, and cannot sign in once that token is rotated.
 */
export async function stayOnline(
  device: SimulatedDevice,
  gateway: RunningGateway,
  signal: AbortSignal,
  { remember = false, wish = {} }: { remember?: boolean; wish?: Wish | undefined } = {},
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
 * Asks to be let in every few seconds, as real clients do, which also keeps the request alive. Resolves with `in`
 * (and is then connected), with `refused` when the request was rejected or the device was refused for another
 * reason, or with `unanswered` when the signal aborted.
 */
export async function askUntilAnswered(
  device: SimulatedDevice,
  gateway: RunningGateway,
  signal: AbortSignal,
  { rejections, wish = {} }: { rejections: Rejections; wish?: Wish | undefined },
): Promise<"in" | "refused" | "unanswered"> {
  let askedId: string | null = null;
  while (!signal.aborted) {
    if (rejections.has(askedId)) return "refused";
    const outcome = await connect(device, gateway, wish, null);
    if (outcome.ok) return "in";
    const requestId = pendingRequestId(outcome);
    if (requestId === null && isRefusal(outcome)) return "refused";
    askedId = requestId ?? askedId;
    await pause(POLL_INTERVAL_MS, signal);
  }
  return "unanswered";
}
