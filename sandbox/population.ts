import { admit, openAdmin } from "./admin.ts";
import { createDevice, type SimulatedDevice } from "./device.ts";
import type { RunningGateway } from "./gateway.ts";
import { askUntilAnswered, stayOnline } from "./life.ts";
import { residents, type Resident } from "./profiles.ts";
import { watchRejections, type Rejections } from "./rejections.ts";

/** Simulates a resident until the signal aborts. Resolves when its first actions are done. */
async function moveIn(
  { profile, presence, remembersToken = false, upgrade }: Resident,
  admin: SimulatedDevice,
  gateway: RunningGateway,
  rejections: Rejections,
  signal: AbortSignal,
): Promise<void> {
  const device = createDevice(profile);
  await admit(admin, device, gateway);
  if (presence !== undefined) {
    await device.connect({ url: gateway.url, token: gateway.token });
    await device.disconnect();
  }
  if (presence === "online") void stayOnline(device, gateway, signal, { remember: remembersToken });
  if (upgrade === undefined) return;
  // In a session of its own, so that the present one goes on while the device waits for more rights.
  const upgraded = createDevice({ ...profile, identity: device.identity });
  void askUntilAnswered(upgraded, gateway, signal, { rejections, wish: upgrade }).then(async (answer) => {
    if (answer === "in") await stayOnline(upgraded, gateway, signal, { wish: upgrade });
  });
}

/**
 * Fills a gateway with the demo's household: devices of several kinds, really paired, some of them online and some
 * asking for more than they have. Those stay until the signal aborts, over restarts of the gateway. Rejects with a
 * `SandboxError` if the gateway does not let them in.
 */
export async function populate(gateway: RunningGateway, signal: AbortSignal): Promise<void> {
  const admin = await openAdmin(gateway);
  const rejections = watchRejections(gateway, signal);
  try {
    // In sequence, so that the list shows them in this order.
    for (const resident of residents(gateway.allowedOrigins[0]))
      await moveIn(resident, admin, gateway, rejections, signal);
  } finally {
    await admin.disconnect();
  }
}
