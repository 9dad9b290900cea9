import { ReadFailure } from "./read-failure.tsx";
import { StaleNotice } from "./stale-notice.tsx";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";

/** Why the device list on the screen is not what the gateway has now; nothing where it is. */
export function ListNotices() {
  const { state } = useConnectionSnapshot();
  const { data: list, error, refetch } = useDeviceList();
  if (state.phase !== "connected") return list && <StaleNotice readAtMs={list.readAtMs} state={state} />;
  return error && <ReadFailure error={error} onRetry={() => void refetch()} />;
}
