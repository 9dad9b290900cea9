import { useState } from "react";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { guardOf } from "#domain/administrators.ts";
import type { PairedDevice } from "#domain/device.ts";

/** The sentence to confirm before this browser or the last administrator is cut off; null for any other device. */
export function useGuard({ deviceId }: PairedDevice): string | null {
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  const paired = useDeviceList().data?.paired ?? [];
  // Kept from when the dialog was opened, since the device may be gone afterwards.
  const [{ isThisBrowser, isLastAdministrator }] = useState(() => guardOf(deviceId, paired, thisDeviceId));
  const parts = [
    ...(isThisBrowser ? ["the browser I am using"] : []),
    ...(isLastAdministrator ? ["the last administrator"] : []),
  ];
  return parts.length > 0 ? `I understand that this is ${parts.join(" and ")}` : null;
}
