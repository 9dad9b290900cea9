import { createContext, useCallback, useContext } from "react";
import type { ReviewedRequest } from "./approvals.ts";
import { useGateway, type Gateway } from "./gateway.ts";
import type { CommandApproval } from "#domain/command-approval.ts";
import type { ReviewedNode } from "./node-approvals.ts";
import type { PairedDevice, PairingRequest } from "#domain/device.ts";
import type { AccessReview } from "#domain/review/access-review.ts";
import type { DoorChange } from "#domain/door/change.ts";
import type { DoorFacts } from "#domain/door/facts.ts";

/** What is being done with devices or the gateway, in a dialog; everything is as it was when that was opened. */
export type DeviceDialog =
  | { readonly kind: "review"; readonly reviewed: ReviewedRequest }
  | {
      readonly kind: "rotate" | "revoke" | "remove" | "rename" | "end-access" | "remove-node-role";
      readonly device: PairedDevice;
    }
  | { readonly kind: "finish-review"; readonly review: AccessReview }
  | { readonly kind: "review-node"; readonly reviewed: ReviewedNode }
  | { readonly kind: "remove-selected"; readonly devices: readonly PairedDevice[] }
  | { readonly kind: "clear" }
  | { readonly kind: "add-device" }
  | { readonly kind: "change-token"; readonly facts: DoorFacts }
  | { readonly kind: "door"; readonly change: DoorChange; readonly facts: DoorFacts }
  | { readonly kind: "command"; readonly approval: CommandApproval }
  | {
      readonly kind: "reject-all";
      /** Null where the gateway does not tell addresses. */
      readonly address: string | null;
      readonly requests: readonly PairingRequest[];
    };

/** Where dialogs are: above whatever page is shown. They outlive the page, since one may hold a token shown once. */
interface DialogPlace {
  /** The one that is open. */
  readonly dialog: DeviceDialog | null;
  /** Does nothing while one is open, which is not to be lost. @param gateway the one that the dialog stays with */
  readonly open: (dialog: DeviceDialog, gateway: Gateway) => void;
}

export const DialogPlaceContext = createContext<DialogPlace>({
  dialog: null,
  open: () => {
    throw new Error("There is no place for dialogs");
  },
});

export function useDialogPlace(): DialogPlace {
  return useContext(DialogPlaceContext);
}

/** Opens a dialog about devices of this gateway. */
export function useOpenDialog(): (dialog: DeviceDialog) => void {
  const gateway = useGateway();
  const { open } = useDialogPlace();
  return useCallback((dialog: DeviceDialog) => open(dialog, gateway), [open, gateway]);
}
