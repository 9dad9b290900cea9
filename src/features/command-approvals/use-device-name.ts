import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { shownName } from "#domain/names.ts";

/** Names paired devices by their ids; undefined for what is no id of one. */
export function useDeviceName(): (deviceId: string) => string | undefined {
  const paired = useDeviceList().data?.paired ?? [];
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  return (deviceId) => {
    if (deviceId === thisDeviceId) return "this browser";
    const device = paired.find((one) => one.deviceId === deviceId);
    return device && shownName(device).safe.plain;
  };
}
