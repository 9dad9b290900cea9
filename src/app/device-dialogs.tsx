import { useCallback, useMemo, useState, type ReactNode } from "react";
import { DialogPlaceContext, type DeviceDialog } from "#data/device-dialog.ts";
import { GatewayContext, useGateway, type Gateway } from "#data/gateway.ts";
import { ReviewDialog } from "#features/approvals/lazy-review-dialog.ts";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";

// Nothing of this is needed before somebody clicks.
const RotateDialog = loadOnDemand(() =>
  import("#features/tokens/rotate-dialog.tsx").then((module) => module.RotateDialog),
);
const RevokeDialog = loadOnDemand(() =>
  import("#features/removal/revoke-dialog.tsx").then((module) => module.RevokeDialog),
);
const RemoveDialog = loadOnDemand(() =>
  import("#features/removal/remove-dialog.tsx").then((module) => module.RemoveDialog),
);
const RenameDialog = loadOnDemand(() =>
  import("#features/devices/rename-dialog.tsx").then((module) => module.RenameDialog),
);
const RemoveSelectedDialog = loadOnDemand(() =>
  import("#features/removal/remove-selected-dialog.tsx").then((module) => module.RemoveSelectedDialog),
);
const ClearDialog = loadOnDemand(() =>
  import("#features/removal/clear-dialog.tsx").then((module) => module.ClearDialog),
);
const RejectAllDialog = loadOnDemand(() =>
  import("#features/removal/reject-all-dialog.tsx").then((module) => module.RejectAllDialog),
);

/**
 * The place of the dialogs that change devices: above the pages, so that neither going elsewhere nor a fault of a page
 * takes an outcome along.
 */
export function DeviceDialogs({ children }: { readonly children: ReactNode }) {
  const gateway = useGateway();
  // A dialog stays with the gateway that it was opened for.
  const [opened, setOpened] = useState<{ readonly dialog: DeviceDialog; readonly of: Gateway } | null>(null);
  const open = useCallback(
    (dialog: DeviceDialog) => setOpened((current) => current ?? { dialog, of: gateway }),
    [gateway],
  );
  const dialog = opened?.dialog ?? null;
  const place = useMemo(() => ({ dialog, open }), [dialog, open]);
  const close = () => setOpened(null);
  return (
    <DialogPlaceContext value={place}>
      {children}
      <OnDemand what="This dialog" resetKey={dialog} onClose={close}>
        {opened && (
          <GatewayContext value={opened.of}>
            <Open dialog={opened.dialog} onClose={close} />
          </GatewayContext>
        )}
      </OnDemand>
    </DialogPlaceContext>
  );
}

interface OpenProps {
  readonly dialog: DeviceDialog;
  readonly onClose: () => void;
}

function Open({ dialog, ...common }: OpenProps) {
  switch (dialog.kind) {
    case "review":
      return <ReviewDialog opened={dialog.reviewed} {...common} />;
    case "rotate":
      return <RotateDialog device={dialog.device} {...common} />;
    case "revoke":
      return <RevokeDialog device={dialog.device} {...common} />;
    case "remove":
      return <RemoveDialog device={dialog.device} {...common} />;
    case "rename":
      return <RenameDialog device={dialog.device} {...common} />;
    case "remove-selected":
      return <RemoveSelectedDialog devices={dialog.devices} {...common} />;
    case "clear":
      return <ClearDialog {...common} />;
    case "reject-all":
      return <RejectAllDialog address={dialog.address} requests={dialog.requests} {...common} />;
  }
}
