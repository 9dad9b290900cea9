import { useDeviceList } from "#data/device-list.ts";
import { deviceIn } from "#data/device-writes.ts";
import { shownName } from "#domain/names.ts";
import type { NodeRequest } from "#domain/node-request.ts";
import type { SafeText } from "#lib/safe-text.ts";

/** What nodes are called: as in the list of devices, where an operator may have named them. */
export function useNodeName(): (request: NodeRequest) => SafeText {
  const list = useDeviceList().data ?? null;
  return (request) => shownName(deviceIn(list, request.deviceId) ?? request).safe;
}
