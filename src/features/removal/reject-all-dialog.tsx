import { BulkDialog } from "#components/bulk-dialog.tsx";
import { toReject } from "#components/named-items.ts";
import { PreviewList } from "#components/preview-list.tsx";
import type { PairingRequest } from "#domain/device.ts";
import { safeText } from "#lib/safe-text.ts";

interface RejectAllDialogProps {
  /** null if the gateway does not report addresses. */
  readonly address: string | null;
  readonly requests: readonly PairingRequest[];
  readonly onClose: () => void;
}

/** Rejects a flood of requests at once. */
export function RejectAllDialog({ address, requests, onClose }: RejectAllDialogProps) {
  const items = requests.map(toReject);
  const from = address === null ? "addresses that the gateway does not tell" : safeText(address, 45).plain;
  return (
    <BulkDialog
      title={address === null ? "Reject all of them" : "Reject all from this address"}
      subtitle={`${items.length} requests from ${from}`}
      verb={`Reject ${items.length}`}
      items={items}
      isReady
      onClose={onClose}
    >
      <p>
        None of these devices gets access. They may ask again. If requests keep coming, block the address in
        front of your gateway.
      </p>
      <PreviewList title="What is rejected" items={items} />
    </BulkDialog>
  );
}
