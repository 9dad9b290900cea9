import { Link } from "react-router";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useOpenDialog } from "#data/device-dialog.ts";
import { useDeviceList } from "#data/device-list.ts";
import { addressPart } from "#lib/address-part.ts";
import { Button } from "#ui/button.tsx";
import { Checklist } from "./checklist.tsx";
import { DeviceChoice } from "./device-choice.tsx";
import type { useRecovery } from "./use-recovery.ts";

interface RecoveryChecklistProps {
  readonly recovery: ReturnType<typeof useRecovery>;
}

/** The five steps, with what can be done at each of them. */
export function RecoveryChecklist({ recovery }: RecoveryChecklistProps) {
  const open = useOpenDialog();
  const { state } = useConnectionSnapshot();
  const list = useDeviceList().data;
  const isConnected = state.phase === "connected";
  const device = list?.paired.find(({ deviceId }) => deviceId === recovery.chosenId);
  const request = list?.pending.find(({ deviceId }) => deviceId === recovery.chosenId);
  const renderTools = (index: number) => {
    if (index === 0) return !isConnected && <Confirm onConfirm={recovery.confirmTokenSource} />;
    if (!isConnected || !list) return null;
    if (index === 1) {
      return (
        <DeviceChoice
          devices={list.paired}
          pending={list.pending}
          chosenId={recovery.chosenId}
          onChoose={recovery.choose}
        />
      );
    }
    if (index === 2 && device)
      return (
        <Button size="small" onClick={() => open({ kind: "rotate", device })}>
          Rotate token…
        </Button>
      );
    if (index !== 3) return null;
    if (request) {
      return (
        <Link
          className="font-medium text-accent-text underline"
          to={`/devices?review=${addressPart(request.requestId)}`}
        >
          Review its request
        </Link>
      );
    }
    return (
      device && (
        <Button size="small" variant="danger" onClick={() => open({ kind: "remove", device })}>
          Remove device…
        </Button>
      )
    );
  };
  return <Checklist items={recovery.items} renderTools={renderTools} />;
}

function Confirm({ onConfirm }: { readonly onConfirm: () => void }) {
  return (
    <Button size="small" onClick={onConfirm}>
      I have checked it
    </Button>
  );
}
