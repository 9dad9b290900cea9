import { useState } from "react";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList, useListWatch } from "#data/device-list.ts";
import { SESSIONS_POLL_MS, useLiveSessions } from "#data/live-sessions.ts";
import { usePresence } from "#data/presence.ts";
import type { DeviceFacts } from "#domain/device.ts";
import type { ListSnapshot } from "#domain/recovery/device-steps.ts";
import { recoveryChecklist } from "#domain/recovery/recovery-checklist.ts";

/** The list when the recovery of a device began. */
interface Beginning {
  readonly deviceId: string;
  readonly role: string;
  readonly list: ListSnapshot;
}

/** The guided recovery of a chosen device, or of this browser while it cannot connect. */
export function useRecovery(hasDeviceToken: boolean) {
  const { state, attempts, deviceId, clockDifferenceMs } = useConnectionSnapshot();
  const query = useDeviceList();
  const presence = usePresence();
  const sessions = useLiveSessions(SESSIONS_POLL_MS);
  const online = sessions
    ? new Set(sessions.flatMap(({ deviceId: ofSession }) => ofSession ?? []))
    : presence;
  const [beginning, setBeginning] = useState<Beginning | null>(null);
  const [firstAttemptId] = useState(() => attempts.at(-1)?.id ?? 0);
  const [isForgotten, setForgotten] = useState(false);
  const [isRetried, setRetried] = useState(false);
  const [isConfirmed, setConfirmed] = useState(false);
  const isConnected = state.phase === "connected";
  useListWatch(beginning !== null);
  const now: ListSnapshot | null = query.data
    ? { atMs: query.data.readAtMs + clockDifferenceMs, ...query.data, online }
    : null;
  const since = attempts.filter(({ id }) => id >= firstAttemptId);
  const items = recoveryChecklist({
    affected: beginning ?? (isConnected ? null : "this-browser"),
    atStart: beginning?.list ?? null,
    now: isConnected ? now : null,
    state,
    deviceId,
    hasDeviceToken,
    isTokenSourceConfirmed: isConfirmed,
    isDeviceTokenForgotten:
      isForgotten || since.some(({ followUp }) => followUp === "retry-with-shared-credentials"),
    wasApprovalNeeded: since.some(({ failure }) => failure?.code === "PAIRING_REQUIRED"),
    isRetried,
  });
  const choose = (chosenId: string) => {
    const isChosen = (one: DeviceFacts) => one.deviceId === chosenId;
    const device = query.data?.paired.find(isChosen) ?? query.data?.pending.find(isChosen);
    if (!device || !now) return;
    const role = device.roles.includes("operator") ? "operator" : (device.roles[0] ?? "operator");
    setBeginning({ deviceId: chosenId, role, list: now });
  };
  return {
    items,
    chosenId: beginning?.deviceId ?? null,
    choose,
    isRetried,
    noteForgotten: () => setForgotten(true),
    noteRetried: () => setRetried(true),
    confirmTokenSource: () => setConfirmed(true),
  };
}
