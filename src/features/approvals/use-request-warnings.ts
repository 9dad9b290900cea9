import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { buildBurstIndex, buildNameIndex, requestWarnings } from "#domain/request-warnings.ts";
import type { DeviceList } from "#gateway/messages.ts";

/** Built once for each list that was fetched, however many rows ask. */
const nameIndexes = new WeakMap<object, ReturnType<typeof buildNameIndex>>();
const burstIndexes = new WeakMap<object, ReturnType<typeof buildBurstIndex>>();

/** Finds the warnings about a request. */
export function useRequestWarnings(list: DeviceList | undefined) {
  const { pending, paired } = list ?? NOTHING;
  const names = once(nameIndexes, paired, buildNameIndex);
  const bursts = once(burstIndexes, pending, buildBurstIndex);
  return (
    request: PairingRequest,
    pairedNow: PairedDevice | undefined,
    keyMatchesId: boolean | null = null,
  ) => requestWarnings(request, { names, bursts, keyMatchesId, paired: pairedNow });
}

const NOTHING: Pick<DeviceList, "pending" | "paired"> = { pending: [], paired: [] };

function once<Key extends object, Value>(
  cache: WeakMap<object, Value>,
  key: Key,
  build: (key: Key) => Value,
) {
  const built = cache.get(key) ?? build(key);
  cache.set(key, built);
  return built;
}
