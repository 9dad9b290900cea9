import { useMemo } from "react";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import { buildBurstIndex, buildNameIndex, requestWarnings } from "#domain/request-warnings.ts";
import type { DeviceList } from "#gateway/messages.ts";

/** Judges requests by all that is known; the indexes are built once a reading. */
export function useRequestWarnings(list: DeviceList | undefined) {
  const { pending, paired } = list ?? NOTHING;
  const names = useMemo(() => buildNameIndex(paired), [paired]);
  const bursts = useMemo(() => buildBurstIndex(pending), [pending]);
  return (
    request: PairingRequest,
    pairedNow: PairedDevice | undefined,
    keyMatchesId: boolean | null = null,
  ) => requestWarnings(request, { names, bursts, keyMatchesId, paired: pairedNow });
}

const NOTHING: Pick<DeviceList, "pending" | "paired"> = { pending: [], paired: [] };
