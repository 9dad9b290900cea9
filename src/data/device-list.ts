import { queryOptions, replaceEqualDeep, useQuery, type QueryClient } from "@tanstack/react-query";
import { useConnection, useConnectionSnapshot } from "./connection-context.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import type { GatewayConnection } from "#gateway/connection.ts";
import { parseDeviceList, type DeviceList, type EntriesOf } from "#gateway/messages.ts";
import { forEachInSlices } from "#lib/yield.ts";

/**
 * Reads the list from the gateway, past the cache.
 * @param only leaves out the entries of all others
 * @throws GatewayRequestError, UnreadableReplyError
 */
export async function readDeviceList(connection: GatewayConnection, only?: EntriesOf): Promise<DeviceList> {
  return parseDeviceList(await connection.request("device.pair.list"), only);
}

/** Who waits and who is paired on `gatewayUrl`. */
export function deviceListOptions(connection: GatewayConnection, gatewayUrl: string) {
  const queryKey = ["device-list", gatewayUrl] as const;
  return queryOptions({
    queryKey,
    queryFn: async ({ client }) => {
      const list = await readDeviceList(connection);
      const paired = await withKnownDevices(list.paired, client.getQueryData<DeviceList>(queryKey)?.paired);
      // Asked anew: an event may have changed what is known while the devices were compared.
      return inKnownOrder({ ...list, paired }, client.getQueryData<DeviceList>(queryKey));
    },
    // `withKnownDevices` compares, in slices: ten thousand devices at once would stop the page.
    structuralSharing: false,
  });
}

/** A few milliseconds of work. */
const SLICE = 500;

/**
 * `paired`, where what has not changed since `before` is the same objects, and all of it the same list if nothing has:
 * what was found out about it still stands, and the last reading, which React keeps, takes no room of its own.
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

/**
 * Pending requests in the order in which they were first seen, new ones last: a request must not move because a
 * list was read again. Gateways list the newest first, and old ones count asking again as new.
 */
function inKnownOrder(list: DeviceList, before: DeviceList | undefined): DeviceList {
  const places = new Map(before?.pending.map(({ requestId }, index) => [requestId, index]));
  const placeOf = (request: PairingRequest) => places.get(request.requestId) ?? Infinity;
  const pending = list.pending.toSorted(
    (a, b) => compare(placeOf(a), placeOf(b)) || compare(a.requestedAtMs, b.requestedAtMs),
  );
  return { ...list, pending };
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/**
 * The device list of the gateway that the page is connected to, or was connected to last:
 * after a disconnect the last reading stays, with its time.
 */
export function useDeviceList(gatewayUrl: string) {
  const connection = useConnection();
  const { state } = useConnectionSnapshot();
  return useQuery({
    ...deviceListOptions(connection, gatewayUrl),
    enabled: state.phase === "connected" && state.gatewayUrl === gatewayUrl,
  });
}

/** How often the list is read while somebody waits for something that comes without an event. */
const WATCH_MS = 3_000;

/** Reads the list again and again while `isWanted`: rotations by others, and returns to old gateways, send no event. */
export function useListWatch(gatewayUrl: string, isWanted: boolean): void {
  const connection = useConnection();
  const { state } = useConnectionSnapshot();
  useQuery({
    ...deviceListOptions(connection, gatewayUrl),
    enabled: isWanted && state.phase === "connected" && state.gatewayUrl === gatewayUrl,
    refetchInterval: WATCH_MS,
  });
}

/** Changes the cached list, if there is one. An event that comes before the first reading changes nothing. */
export function updateDeviceList(
  queryClient: QueryClient,
  options: ReturnType<typeof deviceListOptions>,
  change: (list: DeviceList) => DeviceList,
): void {
  const list = queryClient.getQueryData(options.queryKey);
  const changed = list && change(list);
  // To set what is there already would draw everything anew.
  if (changed !== list) queryClient.setQueryData(options.queryKey, changed);
}

/** Shows a list that was read past the cache; without one, has it read again as soon as it can be. */
export function showDeviceList(
  queryClient: QueryClient,
  options: ReturnType<typeof deviceListOptions>,
  list: DeviceList | null,
): void {
  if (list) queryClient.setQueryData(options.queryKey, (before) => inKnownOrder(list, before));
  else void queryClient.invalidateQueries({ queryKey: options.queryKey });
}

/** The list with `request` in it; a request that is known already keeps its place. */
export function withRequest(list: DeviceList, request: PairingRequest): DeviceList {
  const index = list.pending.findIndex(({ requestId }) => requestId === request.requestId);
  const pending = index < 0 ? [...list.pending, request] : list.pending.with(index, request);
  return { ...list, pending };
}

/** The list without the request `requestId`; the same list where there is none. */
export function withoutRequest(list: DeviceList, requestId: string): DeviceList {
  if (!list.pending.some((request) => request.requestId === requestId)) return list;
  return { ...list, pending: list.pending.filter((request) => request.requestId !== requestId) };
}
