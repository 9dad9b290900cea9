import { setTimeout as sleep } from "node:timers/promises";
import { askToPair } from "../e2e/support/asking-device.ts";
import { openAdmin } from "../sandbox/admin.ts";
import { createDevice } from "../sandbox/device.ts";
import type { RunningGateway } from "../sandbox/gateway.ts";

/** An hour at one a second. */
export const EVENTS_OF_AN_HOUR = 3_600;
/** 2026.3 closes a handshake that takes longer than 3 s, which one may on a busy machine; half an hour must not be lost to it. */
const MOST_REFUSED = 10;
/** The page collects what happens within a second before it reads the list again. */
const LAST_REREAD_MS = 3_000;

/**
 * Lets a gateway send `count` events as fast as it can: devices ask and are rejected, and every tenth time one comes
 * and goes, after which pages read the whole list again. Afterwards all is as it was.
 */
export async function makeTraffic(
  gateway: RunningGateway,
  count: number,
  onProgress: (seen: number) => void,
): Promise<void> {
  const admin = await openAdmin(gateway);
  const seen = { events: 0 };
  let refused = 0;
  const stop = admin.onEvent(() => (seen.events += 1));
  try {
    for (let round = 1; seen.events < count; round += 1) {
      try {
        const { requestId } = await askToPair(gateway, { remoteIp: `203.0.113.${(round % 250) + 1}` });
        await admin.request("device.pair.reject", { requestId });
      } catch (error) {
        refused += 1;
        if (refused > MOST_REFUSED) throw error;
      }
      if (round % 10 === 0) await comeAndGo(gateway);
      if (round % 50 === 0) onProgress(seen.events);
    }
  } finally {
    stop();
    await admin.disconnect();
  }
  await sleep(LAST_REREAD_MS);
}

/** A local backend client needs no device, and so leaves none behind. */
async function comeAndGo(gateway: RunningGateway): Promise<void> {
  const visitor = createDevice({
    clientId: "gateway-client",
    mode: "backend",
    role: "operator",
    scopes: ["operator.read"],
    identity: null,
  });
  await visitor.connect({ url: gateway.url, token: gateway.token });
  await visitor.disconnect();
}
