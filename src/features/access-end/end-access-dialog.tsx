import { EndAccessForm } from "#components/end-access-form.tsx";
import { NameAndId } from "#components/name-and-id.tsx";
import type { PairedDevice } from "#domain/device.ts";
import { Dialog, DialogClose } from "#ui/dialog.tsx";

interface EndAccessDialogProps {
  readonly device: PairedDevice;
  readonly onClose: () => void;
}

export function EndAccessDialog({ device, onClose }: EndAccessDialogProps) {
  return (
    <Dialog
      title="End access"
      width="narrow"
      subtitle={<NameAndId device={device} />}
      onClose={onClose}
      footer={<DialogClose>Close</DialogClose>}
    >
      <div className="px-5 py-4 sm:px-6">
        <EndAccessForm device={device} />
      </div>
    </Dialog>
  );
}
