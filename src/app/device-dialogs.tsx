import { useCallback, useMemo, useState, type ReactNode } from "react";
import { DialogPlaceContext, type DeviceDialog } from "#data/device-dialog.ts";
import { GatewayContext, type Gateway } from "#data/gateway.ts";
import { useHasSeveralGateways } from "#data/gateway-in-use.ts";
import { DialogBanner } from "#ui/dialog-banner.ts";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";

const GatewayName = loadOnDemand(() => import("#components/gateway-name.tsx"), "GatewayName");

// Nothing of this is needed before somebody clicks.
const ReviewDialog = loadOnDemand(() => import("#features/approvals/review-dialog.tsx"), "ReviewDialog");
const MoreDialogs = loadOnDemand(() => import("./more-dialogs.tsx"), "MoreDialogs");

/**
 * The place of the dialogs that change devices: above the pages, so that neither going elsewhere nor a fault of a page
 * takes an outcome along.
 */
export function DeviceDialogs({ children }: { readonly children: ReactNode }) {
  // A dialog stays with the gateway that it was opened for.
  const [opened, setOpened] = useState<{ readonly dialog: DeviceDialog; readonly of: Gateway } | null>(null);
  const open = useCallback(
    (dialog: DeviceDialog, of: Gateway) => setOpened((current) => current ?? { dialog, of }),
    [],
  );
  const hasSeveral = useHasSeveralGateways();
  const dialog = opened?.dialog ?? null;
  const place = useMemo(() => ({ dialog, open }), [dialog, open]);
  const close = () => setOpened(null);
  return (
    <DialogPlaceContext value={place}>
      {children}
      <OnDemand what="This dialog" resetKey={dialog} onClose={close}>
        {opened && (
          <GatewayContext value={opened.of}>
            <DialogBanner value={hasSeveral ? <GatewayName /> : null}>
              <Open dialog={opened.dialog} onClose={close} />
            </DialogBanner>
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

function Open({ dialog, onClose }: OpenProps) {
  if (dialog.kind === "review") return <ReviewDialog opened={dialog.reviewed} onClose={onClose} />;
  return <MoreDialogs dialog={dialog} onClose={onClose} />;
}
