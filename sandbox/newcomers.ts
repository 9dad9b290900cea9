import { admit, openAdmin } from "./admin.ts";
import { createDevice } from "./device.ts";
import type { RunningGateway } from "./gateway.ts";
import { askUntilAnswered, stayOnline } from "./life.ts";
import { pause } from "./pause.ts";
import { watchRejections, type Rejections } from "./rejections.ts";
import { FIRST_NEWCOMERS, laterNewcomer, type Newcomer } from "./profiles.ts";

/** Open requests of newcomers at one time: the first five, and two of those that come later. */
const MAX_OPEN = 7;
const ARRIVAL_MIN_MS = 20_000;
const ARRIVAL_SPREAD_MS = 20_000;
/** How long a gateway keeps a request after the device has asked for the last time. */
const REQUEST_LIFETIME_MS = 5 * 60_000;
const STAY_MIN_MS = 3 * 60_000;
const STAY_SPREAD_MS = 5 * 60_000;

/** At least `minMs`, at most `spreadMs` more. Whole milliseconds: `AbortSignal.timeout` takes no others. */
function atLeast(minMs: number, spreadMs: number): number {
  return Math.round(minMs + Math.random() * spreadMs);
}

/** Asks until it is answered or gives up; if let in, stays for some minutes. `onClosed`: no request is open. */
async function visit(
  { profile, upgrade, patienceMs }: Newcomer,
  gateway: RunningGateway,
  rejections: Rejections,
  signal: AbortSignal,
  onClosed: () => void,
): Promise<void> {
  try {
    const device = createDevice(profile);
    if (upgrade !== undefined) {
      const admin = await openAdmin(gateway);
      try {
        await admit(admin, device, gateway);
      } finally {
        await admin.disconnect();
      }
    }
    const patience =
      patienceMs === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const answer = await askUntilAnswered(device, gateway, patience, { rejections, wish: upgrade });
    if (answer === "unanswered") await pause(REQUEST_LIFETIME_MS, signal);
    onClosed();
    if (answer !== "in") return;
    const stay = AbortSignal.any([signal, AbortSignal.timeout(atLeast(STAY_MIN_MS, STAY_SPREAD_MS))]);
    await stayOnline(device, gateway, stay, { wish: upgrade });
  } finally {
    onClosed();
  }
}

/**
 * Lets devices come and ask to be paired, five different ones at once and then one every half minute or so, until
 * the signal aborts. Resolves soon after that. Never rejects: a visit that fails does not affect others.
 */
export async function keepAsking(gateway: RunningGateway, signal: AbortSignal): Promise<void> {
  const open = new Set<Newcomer>();
  const rejections = watchRejections(gateway, signal);
  const start = (newcomer: Newcomer) => {
    open.add(newcomer);
    visit(newcomer, gateway, rejections, signal, () => open.delete(newcomer)).catch(() => undefined);
  };
  FIRST_NEWCOMERS.forEach(start);
  for (let index = 0; !signal.aborted;) {
    await pause(atLeast(ARRIVAL_MIN_MS, ARRIVAL_SPREAD_MS), signal);
    if (!signal.aborted && open.size < MAX_OPEN) start(laterNewcomer(index++));
  }
}
