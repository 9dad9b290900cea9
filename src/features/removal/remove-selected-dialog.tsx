import { BulkDialog } from "#components/bulk-dialog.tsx";
import { LeftOut, useLeftOut } from "#components/left-out.tsx";
import { toRemove } from "#components/named-items.ts";
import { PreviewList } from "#components/preview-list.tsx";
import { useDeviceList } from "#data/device-list.ts";
import type { PairedDevice } from "#domain/device.ts";

interface RemoveSelectedDialogProps {
  readonly devices: readonly PairedDevice[];
  readonly onClose: () => void;
}

/** Removes the devices that are selected in the table. */
export function RemoveSelectedDialog({ devices, onClose }: RemoveSelectedDialogProps) {
  const paired = useDeviceList().data?.paired ?? devices;
  const { going, choices } = useLeftOut(devices, paired);
  const items = going.map(toRemove);
  return (
    <BulkDialog
      title="Remove devices"
      subtitle={`${items.length} of ${devices.length} selected devices will be removed`}
      verb={`Remove ${items.length}`}
      items={items}
      isReady
      onClose={onClose}
    >
      <p>
        This deletes their pairings with all roles, scopes and tokens. They must be approved again before they
        can connect.
      </p>
      <PreviewList title="What goes" items={items} />
      <LeftOut {...choices} />
    </BulkDialog>
  );
}
