import { lazy, Suspense, useState, type ReactNode } from "react";
import { DeviceDialogContext, type DeviceDialog } from "#data/device-dialog.ts";

// Nothing of this is needed before somebody clicks.
const RotateDialog = lazy(async () => ({
  default: (await import("#features/tokens/rotate-dialog.tsx")).RotateDialog,
}));
const RevokeDialog = lazy(async () => ({
  default: (await import("#features/removal/revoke-dialog.tsx")).RevokeDialog,
}));
const RemoveDialog = lazy(async () => ({
  default: (await import("#features/removal/remove-dialog.tsx")).RemoveDialog,
}));
const RenameDialog = lazy(async () => ({
  default: (await import("#features/devices/rename-dialog.tsx")).RenameDialog,
}));
const RemoveSelectedDialog = lazy(async () => ({
  default: (await import("#features/removal/remove-selected-dialog.tsx")).RemoveSelectedDialog,
}));
const ClearDialog = lazy(async () => ({
  default: (await import("#features/removal/clear-dialog.tsx")).ClearDialog,
}));
const RejectAllDialog = lazy(async () => ({
  default: (await import("#features/removal/reject-all-dialog.tsx")).RejectAllDialog,
}));

interface DeviceDialogsProps {
  readonly gatewayUrl: string;
  readonly children: ReactNode;
}

/** The place of the dialogs that change devices: above the pages, so that going elsewhere loses no token. */
export function DeviceDialogs({ gatewayUrl, children }: DeviceDialogsProps) {
  const [dialog, setDialog] = useState<DeviceDialog | null>(null);
  const common = { gatewayUrl, onClose: () => setDialog(null) };
  return (
    <DeviceDialogContext value={setDialog}>
      {children}
      <Suspense>{dialog && <Open dialog={dialog} {...common} />}</Suspense>
    </DeviceDialogContext>
  );
}

interface OpenProps {
  readonly dialog: DeviceDialog;
  readonly gatewayUrl: string;
  readonly onClose: () => void;
}

function Open({ dialog, ...common }: OpenProps) {
  switch (dialog.kind) {
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
