import { replaceEqualDeep } from "@tanstack/react-query";
import { ListFeed, type ListCache } from "./list-feed.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { parseDeviceList, type DeviceList, type EntriesOf } from "#gateway/messages.ts";
import type { GatewaySession } from "#gateway/session.ts";
import { forEachInSlices } from "#lib/yield.ts";

/** Where the list of `gatewayUrl` is cached. */
export function deviceListKey(gatewayUrl: string) {
  return ["device-list", gatewayUrl] as const;
}

/**
 * Reads the list from the gateway, past the cache.
 * @param only leaves out the entries of all others
 * @throws GatewayRequestError, UnreadableReplyError
 */
export async function readDeviceList(session: GatewaySession, only?: EntriesOf): Promise<DeviceList> {
  return parseDeviceList(await session.request("device.pair.list"), only);
}

/** The feed of a gateway's device list. */
export class DeviceFeed extends ListFeed<PairingRequest, DeviceList> {
  constructor(readList: () => Promise<DeviceList>, cache: ListCache<DeviceList>) {
    const readWithKnown = async (): Promise<DeviceList> => {
      const read = await readList();
      return { ...read, paired: await withKnownDevices(read.paired, cache.get()?.paired) };
    };
    super(readWithKnown, cache);
  }
}

/** A few milliseconds of work. */
const SLICE = 500;

/**
 * `paired`, where what has not changed since `before` is the same objects, and all of it the same list if nothing has:
 * what was computed for it still holds, and the last list, which React keeps, takes no memory of its own.
 * In slices: to compare ten thousand devices at once would stop the page.
 */
async function withKnownDevices(
  paired: readonly PairedDevice[],
  before: readonly PairedDevice[] = [],
): Promise<readonly PairedDevice[]> {
  if (before.length === 0) return paired;
  const known = new Map(before.map((device) => [device.deviceId, device]));
  const shared: PairedDevice[] = [];
  await forEachInSlices(paired, SLICE, (device) => {
    shared.push(replaceEqualDeep(known.get(device.deviceId), device));
  });
  const isSame = shared.length === before.length && shared.every((device, index) => device === before[index]);
  return isSame ? before : shared;
}
