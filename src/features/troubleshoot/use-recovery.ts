import { useState } from "react";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList, useListWatch } from "#data/device-list.ts";
import { usePresence } from "#data/presence.ts";
import { recoveryChecklist, type ListSnapshot } from "#domain/recovery/checklist.ts";

/** What was so when the recovery of a device began. */
interface Beginning {
  readonly deviceId: string;
  readonly role: string;
  readonly list: ListSnapshot;
}

/** The guided recovery: of a device that was chosen, or of this browser while it is out. */
export function useRecovery(hasDeviceToken: boolean) {
  const { state, attempts, deviceId, clockDifferenceMs } = useConnectionSnapshot();
  const query = useDeviceList();
  const online = usePresence();
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
    connection: {
      phase: state.phase,
      credential: isConnected ? state.credential : null,
      isWaitingForApproval: state.phase === "waiting" && state.waitsFor === "approval",
      isTurnedDown: state.phase === "blocked" && state.isTurnedDown,
      deviceId,
      hasDeviceToken,
    },
    done: {
      isTokenSourceConfirmed: isConfirmed,
      // What really happened is read from the list, whoever did it.
      rotation: "none",
      removal: "none",
      isDeviceTokenForgotten:
        isForgotten || since.some(({ followUp }) => followUp === "retry-with-shared-credentials"),
      wasApprovalNeeded: since.some(({ failure }) => failure?.code === "PAIRING_REQUIRED"),
      isRetried,
    },
  });
  const choose = (chosenId: string) => {
    const device = query.data?.paired.find((one) => one.deviceId === chosenId);
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
