import type { DeviceDialog } from "#data/device-dialog.ts";
import { loadOnDemand } from "#ui/on-demand.tsx";

const RotateDialog = loadOnDemand(() => import("#features/tokens/rotate-dialog.tsx"), "RotateDialog");
const RevokeDialog = loadOnDemand(() => import("#features/removal/revoke-dialog.tsx"), "RevokeDialog");
const RemoveDialog = loadOnDemand(() => import("#features/removal/remove-dialog.tsx"), "RemoveDialog");
const RemoveNodeRoleDialog = loadOnDemand(
  () => import("#features/removal/remove-node-role-dialog.tsx"),
  "RemoveNodeRoleDialog",
);
const ReviewNodeDialog = loadOnDemand(
  () => import("#features/node-commands/review-node-dialog.tsx"),
  "ReviewNodeDialog",
);
const RenameDialog = loadOnDemand(() => import("#features/devices/rename-dialog.tsx"), "RenameDialog");
const RemoveSelectedDialog = loadOnDemand(
  () => import("#features/removal/remove-selected-dialog.tsx"),
  "RemoveSelectedDialog",
);
const ClearDialog = loadOnDemand(() => import("#features/removal/clear-dialog.tsx"), "ClearDialog");
const RejectAllDialog = loadOnDemand(
  () => import("#features/removal/reject-all-dialog.tsx"),
  "RejectAllDialog",
);
const ReviewCommandDialog = loadOnDemand(
  () => import("#features/command-approvals/review-command-dialog.tsx"),
  "ReviewCommandDialog",
);
const AddDeviceDialog = loadOnDemand(
  () => import("#features/add-device/add-device-dialog.tsx"),
  "AddDeviceDialog",
);
const FinishReviewDialog = loadOnDemand(
  () => import("#features/access-review/finish-review-dialog.tsx"),
  "FinishReviewDialog",
);
const EndAccessDialog = loadOnDemand(
  () => import("#features/access-end/end-access-dialog.tsx"),
  "EndAccessDialog",
);

const DoorDialog = loadOnDemand(() => import("#features/door/door-dialog.tsx"), "DoorDialog");
const ChangeTokenDialog = loadOnDemand(
  () => import("#features/door/change-token-dialog.tsx"),
  "ChangeTokenDialog",
);

interface MoreDialogsProps {
  readonly dialog: Exclude<DeviceDialog, { kind: "review" }>;
  readonly onClose: () => void;
}

/** All dialogs but the review. Apart, since the first load has the name of every file that it can ask for. */
export function MoreDialogs({ dialog, ...common }: MoreDialogsProps) {
  switch (dialog.kind) {
    case "rotate":
      return <RotateDialog device={dialog.device} {...common} />;
    case "revoke":
      return <RevokeDialog device={dialog.device} {...common} />;
    case "remove":
      return <RemoveDialog device={dialog.device} {...common} />;
    case "remove-node-role":
      return <RemoveNodeRoleDialog device={dialog.device} {...common} />;
    case "review-node":
      return <ReviewNodeDialog opened={dialog.reviewed} {...common} />;
    case "rename":
      return <RenameDialog device={dialog.device} {...common} />;
    case "remove-selected":
      return <RemoveSelectedDialog devices={dialog.devices} {...common} />;
    case "clear":
      return <ClearDialog {...common} />;
    case "reject-all":
      return <RejectAllDialog address={dialog.address} requests={dialog.requests} {...common} />;
    case "command":
      return <ReviewCommandDialog opened={dialog.approval} {...common} />;
    case "finish-review":
      return <FinishReviewDialog review={dialog.review} {...common} />;
    case "end-access":
      return <EndAccessDialog device={dialog.device} {...common} />;
    case "add-device":
      return <AddDeviceDialog {...common} />;
    case "change-token":
      return <ChangeTokenDialog opened={dialog.facts} {...common} />;
    case "door":
      return <DoorDialog change={dialog.change} opened={dialog.facts} {...common} />;
  }
}
