import { DeviceChoice } from "./device-choice.tsx";
import type { useRecovery } from "./use-recovery.ts";
import { ReviewLink } from "#components/links.tsx";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useOpenDialog } from "#data/device-dialog.ts";
import { useDeviceList } from "#data/device-list.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { StepList } from "#ui/step-list.tsx";

interface RecoveryChecklistProps {
  readonly recovery: ReturnType<typeof useRecovery>;
}

/** The five steps of a recovery. Each is done once the gateway shows so, whoever did it. */
export function RecoveryChecklist({ recovery }: RecoveryChecklistProps) {
  return (
    <Card title="Recovery checklist">
      <StepList
        label="Recovery checklist"
        steps={recovery.items}
        renderTools={(index) => <Tools step={index} recovery={recovery} />}
      />
    </Card>
  );
}

/** What can be done at a step of the checklist, counted from 0. */
function Tools({ step, recovery }: RecoveryChecklistProps & { readonly step: number }) {
  const open = useOpenDialog();
  const isConnected = useConnectionSnapshot().state.phase === "connected";
  const list = useDeviceList().data;
  const { chosenId, choose, confirmTokenSource } = recovery;
  if (step === 0) {
    return (
      !isConnected && (
        <Button size="small" onClick={confirmTokenSource}>
          I have checked it
        </Button>
      )
    );
  }
  if (!isConnected || !list) return null;
  const { paired, pending } = list;
  if (step === 1)
    return <DeviceChoice devices={paired} pending={pending} chosenId={chosenId} onChoose={choose} />;
  const device = paired.find(({ deviceId }) => deviceId === chosenId);
  if (step === 2 && device) {
    return (
      <Button size="small" onClick={() => open({ kind: "rotate", device })}>
        Rotate token…
      </Button>
    );
  }
  if (step !== 3) return null;
  const request = pending.find(({ deviceId }) => deviceId === chosenId);
  if (request) return <ReviewLink requestId={request.requestId} />;
  return (
    device && (
      <Button size="small" variant="danger" onClick={() => open({ kind: "remove", device })}>
        Remove device…
      </Button>
    )
  );
}
