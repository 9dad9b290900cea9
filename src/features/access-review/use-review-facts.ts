import { useDeferredValue, useMemo } from "react";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useExecRules } from "#data/exec-rules.ts";
import { useGatewayNow } from "#data/gateway-clock.ts";
import { usePresence } from "#data/presence.ts";
import type { PairedDevice } from "#domain/device.ts";
import type { UseFacts } from "#domain/review/rights-matrix.ts";
import { findSuggestions, type Suggestion } from "#domain/review/suggestions.ts";
import { findSameDevices, type SameDevice } from "#domain/same-device.ts";

/** Everything counts in days, so a coarse clock is enough. */
const CLOCK_STEP_MS = 600_000;

/** What the parts of a review know beside the devices. */
export interface ReviewFacts extends UseFacts {
  readonly sameDevices: ReadonlyMap<string, SameDevice>;
  readonly thisDeviceId: string | null;
}

export function useReviewFacts(devices: readonly PairedDevice[]): ReviewFacts {
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  const online = usePresence();
  const nowMs = useGatewayNow(CLOCK_STEP_MS);
  const sameDevices = useMemo(() => findSameDevices(devices), [devices]);
  return useMemo(
    () => ({ online, nowMs, sameDevices, thisDeviceId }),
    [online, nowMs, sameDevices, thisDeviceId],
  );
}

/** Suggestions by device id; deferred, since those for thousands of devices are not to hold up the page. */
export function useSuggestions(
  devices: readonly PairedDevice[],
  facts: ReviewFacts,
  { unseenDays, tokenDays }: { readonly unseenDays: number; readonly tokenDays: number },
): ReadonlyMap<string, readonly Suggestion[]> {
  const listed = useDeferredValue(devices, NO_DEVICES);
  const execRules = useExecRules(devices);
  return useMemo(
    () => findSuggestions(listed, { ...facts, unseenDays, tokenDays, execRules }),
    [listed, facts, unseenDays, tokenDays, execRules],
  );
}

const NO_DEVICES: readonly PairedDevice[] = [];
