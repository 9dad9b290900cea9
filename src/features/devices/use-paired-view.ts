import { useCallback, useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { useGatewayNow } from "#data/gateway-clock.ts";
import type { PairedDevice } from "#domain/device.ts";
import { applyView, readView, writeView, type DeviceView, type ViewFacts } from "#domain/device-view.ts";
import { findSameDevices } from "#domain/same-device.ts";
import { addressParameters } from "#lib/address-parameters.ts";

/** Days count here, so that the hour need not be right to the minute. */
const CLOCK_STEP_MS = 600_000;

/** The paired devices as the page's address says to show them. */
export interface PairedView {
  readonly view: DeviceView;
  readonly onView: (change: Partial<DeviceView>) => void;
  /** What is shown, in its order. */
  readonly rows: readonly PairedDevice[];
  readonly facts: ViewFacts;
}

/** Reads the view from the address, writes changes to it, and applies it to `devices`. */
export function usePairedView(
  devices: readonly PairedDevice[],
  online: ReadonlySet<string> | null,
  thisDeviceId: string | null,
): PairedView {
  const [parameters, setParameters] = useSearchParams();
  const nowMs = useGatewayNow(CLOCK_STEP_MS);
  const view = useMemo(() => readView(parameters), [parameters]);
  const sameDevices = useMemo(() => findSameDevices(devices), [devices]);
  const facts = useMemo(
    () => ({ online, nowMs, thisDeviceId, sameDevices }),
    [online, nowMs, thisDeviceId, sameDevices],
  );
  const sorted = useMemo(() => applyView(devices, view, facts), [devices, view, facts]);
  const rows = useStillRows(sorted, `${view.sort} ${view.isDescending} ${view.isSameDevice}`);
  const onView = useCallback(
    (change: Partial<DeviceView>) => {
      const before = addressParameters();
      setParameters(writeView(before, { ...readView(before), ...change }), { replace: true });
    },
    [setParameters],
  );
  return { view, onView, rows, facts };
}

/**
 * Keeps rows where they are while only what they are sorted by changes, such as when a device was last seen: a row
 * must not move under the pointer. They are sorted anew when another order is chosen, or a row comes in.
 */
function useStillRows(sorted: readonly PairedDevice[], order: string): readonly PairedDevice[] {
  const [held, setHeld] = useState({ order, sorted, rows: sorted });
  if (held.sorted === sorted && held.order === order) return held.rows;
  const rows = (held.order === order ? inPlaces(sorted, held.rows) : null) ?? sorted;
  setHeld({ order, sorted, rows });
  return rows;
}

function inPlaces(
  sorted: readonly PairedDevice[],
  before: readonly PairedDevice[],
): readonly PairedDevice[] | null {
  if (sorted.length > before.length) return null;
  const byId = new Map(sorted.map((device) => [device.deviceId, device]));
  const rows = before.flatMap(({ deviceId }) => byId.get(deviceId) ?? []);
  return rows.length === sorted.length ? rows : null;
}
