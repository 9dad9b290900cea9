import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { useGatewayNow } from "#data/gateway-clock.ts";
import type { PairedDevice } from "#domain/device.ts";
import { applyView, readView, writeView, type DeviceView, type ViewFacts } from "#domain/device-view.ts";
import { mayBeFingerprintWords } from "#domain/device-traits.ts";
import { findSameDevices } from "#domain/same-device.ts";
import { addressParameters } from "#lib/address-parameters.ts";

/** Filters count in days, so a coarse clock is enough. */
const CLOCK_STEP_MS = 600_000;

/** The paired devices as the address filters and sorts them. */
export interface PairedView {
  readonly view: DeviceView;
  readonly onView: (change: Partial<DeviceView>) => void;
  /** The devices to show, in order. */
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
  const wordsOf = useFingerprintWords(view.search);
  const facts = useMemo(
    () => ({ online, nowMs, thisDeviceId, sameDevices, wordsOf }),
    [online, nowMs, thisDeviceId, sameDevices, wordsOf],
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

/** The word list is loaded when somebody searches for words; until then, and if that fails, null. */
function useFingerprintWords(search: string) {
  const { data } = useQuery({
    queryKey: ["fingerprint words"],
    queryFn: async () => (await import("#domain/fingerprint-words.ts")).fingerprintWords,
    enabled: mayBeFingerprintWords(search.trim().toLowerCase()),
  });
  return data ?? null;
}

/**
 * Keeps the order of the rows while only their values change, such as the time last seen, so that no row moves under the
 * pointer. Rows are sorted again when the order changes or a row is added.
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
