import { useState } from "react";
import { BulkDialog } from "./bulk-dialog.tsx";
import { LeftOut } from "./left-out.tsx";
import { toRemove } from "./named-items.ts";
import { PreviewList } from "./preview-list.tsx";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import { leftOut } from "#domain/administrators.ts";
import type { PairedDevice } from "#domain/device.ts";

interface RemoveSelectedDialogProps {
  readonly devices: readonly PairedDevice[];
  readonly onClose: () => void;
}

/** Removes the devices that were ticked in the table. */
export function RemoveSelectedDialog({ devices, onClose }: RemoveSelectedDialogProps) {
  const { deviceId: thisDeviceId } = useConnectionSnapshot();
  const paired = useDeviceList().data?.paired ?? devices;
  const [kept] = useState(() => leftOut(devices, paired, thisDeviceId));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const stays = new Set(kept.map(({ deviceId }) => deviceId).filter((id) => !chosen.includes(id)));
  const items = devices.filter(({ deviceId }) => !stays.has(deviceId)).map(toRemove);
  return (
    <BulkDialog
      title="Remove devices"
      subtitle={`${items.length} of ${devices.length} selected devices go`}
      verb={`Remove ${items.length}`}
      items={items}
      isReady
      onClose={onClose}
    >
      <p>
        Their pairings go, with all roles, rights and tokens. To come back they have to be approved again.
      </p>
      <PreviewList title="What goes" items={items} />
      <LeftOut
        devices={kept}
        thisDeviceId={thisDeviceId}
        chosen={new Set(chosen)}
        onChoose={(deviceId, isChosen) =>
          setChosen(isChosen ? [...chosen, deviceId] : chosen.filter((id) => id !== deviceId))
        }
      />
    </BulkDialog>
  );
}
